using System.Text;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

[Collection<TestKit.RealServer>]
public sealed class GraphExporterTests(Neo4jServerFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quiet_database_is_exported_exactly_and_counted()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync(BoltVersion.V44);
        await Fixture.LoadAsync(connection, "fixtures/streaming-tracker.cypher");
        using var output = new MemoryStream();
        var writer = new EntityLineWriter(output);

        var result = await GraphExporter.ExportAsync(connection, writer, null, Cancellation);

        Assert.True(result.Exact);
        Assert.Equal(0, result.DroppedRelationships);
        Assert.Equal((61, 192), (writer.Counts.Nodes, writer.Counts.Relationships));
        Assert.Equal(253, Encoding.UTF8.GetString(output.ToArray()).Count(c => c == '\n'));
        Assert.Contains(result.Schema.Constraints, constraint => constraint.Kind == "UNIQUENESS");
    }

    [Fact]
    public async Task The_newest_protocol_and_4_4_give_the_same_lines()
    {
        await server.EmptyServerAsync();
        await using (var connection = await server.ConnectAsync()) await Fixture.LoadAsync(connection, "fixtures/types.cypher");
        Assert.Equal(await LinesAsync(BoltVersion.V44), await LinesAsync(BoltVersion.Highest));

        async Task<byte[]> LinesAsync(BoltVersion version)
        {
            await using var connection = await server.ConnectAsync(version);
            using var output = new MemoryStream();
            await GraphExporter.ExportAsync(connection, new EntityLineWriter(output), null, Cancellation);
            return output.ToArray();
        }
    }

    [Theory]
    [InlineData("CREATE (:Written {meanwhile: true})")]
    [InlineData("CREATE INDEX meanwhile FOR (n:Written) ON (n.meanwhile)")]
    public async Task A_commit_during_the_export_shows(string write)
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await using var other = await server.ConnectAsync();
        var once = new FirstReport(() => other.ExecuteAsync(write, null, Cancellation));
        var result = await GraphExporter.ExportAsync(connection, new EntityLineWriter(Stream.Null), once, Cancellation);
        Assert.False(result.Exact);
    }

    [Fact]
    public async Task An_open_transaction_with_writes_leaves_the_export_exact()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await using var other = await server.ConnectAsync();
        await using var open = await other.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await open.ExecuteAsync("CREATE (:Uncommitted)", null, Cancellation);
        var writer = new EntityLineWriter(Stream.Null);
        var result = await GraphExporter.ExportAsync(connection, writer, null, Cancellation);
        Assert.True(result.Exact);
        Assert.Equal(0, writer.Counts.Nodes);
    }

    [Fact]
    public async Task A_full_disk_ends_the_export_and_the_server_goes_on()
    {
        await server.EmptyServerAsync();
        await using (var connection = await server.ConnectAsync())
        {
            await connection.ExecuteAsync("UNWIND range(1, 10000) AS i CREATE (:Wide {text: 'a text of some length, again and again'})", null, Cancellation);
            await Assert.ThrowsAsync<IOException>(() => GraphExporter.ExportAsync(connection, new EntityLineWriter(new FullDisk()), null, Cancellation));
            Assert.Equal(10_000, (await DatabaseInspector.InspectAsync(connection, Cancellation)).Nodes);
        }
    }

    [Fact]
    public async Task A_server_says_what_it_is()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        var facts = await DatabaseInspector.InspectAsync(connection, Cancellation);
        Assert.Equal(("neo4j", "community", 0, 0), (facts.Database, facts.Edition, facts.Nodes, facts.Relationships));
        Assert.StartsWith("5.", facts.ServerVersion, StringComparison.Ordinal);
        Assert.NotNull(facts.DatabaseId);
    }

    // Reports come on the export's own flow, so it waits for the write.
    private sealed class FirstReport(Func<Task> act) : IProgress<GraphProgress>
    {
        private bool _done;

        public void Report(GraphProgress value)
        {
            if (_done) return;
            _done = true;
            act().GetAwaiter().GetResult();
        }
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("full");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
