using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class StreamingTrackerSeedTests : SandboxTest
{
    [Fact]
    public async Task It_has_the_nodes_and_relationships_it_promises()
    {
        var (nodes, relationships) = await SeededAsync();

        Assert.Equal((61, 192), (nodes.Count, relationships.Count));
        Assert.Equal(
            [("Genre", 10), ("Movie", 18), ("Series", 18), ("StreamingService", 3), ("Title", 36), ("User", 6), ("WatchList", 6)],
            nodes.SelectMany(node => node.Labels).CountBy(label => label).Select(count => (count.Key, count.Value)).Order());
        Assert.Equal(
            [("AVAILABLE_ON", 24), ("CONTAINS", 24), ("FOLLOWS", 12), ("HAS_RATING", 54), ("IN_GENRE", 72), ("OWNS", 6)],
            relationships.CountBy(r => r.Type).Select(count => (count.Key, count.Value)).Order());
        var ids = nodes.Select(node => node.Id).ToHashSet();
        Assert.All(relationships, r => Assert.True(ids.Contains(r.StartId) && ids.Contains(r.EndId)));
    }

    [Fact]
    public async Task It_has_values_of_every_temporal_type_and_awkward_text()
    {
        var (nodes, relationships) = await SeededAsync();
        var values = nodes.SelectMany(node => node.Properties.Values).Concat(relationships.SelectMany(r => r.Properties.Values)).ToArray();

        Assert.Superset(
            new HashSet<Type>
            {
                typeof(Date), typeof(Time), typeof(LocalTime), typeof(LocalDateTime), typeof(OffsetDateTime), typeof(ZonedDateTime),
                typeof(Duration),
                typeof(Point), typeof(bool), typeof(long), typeof(double), typeof(string), typeof(List<object?>),
            },
            values.Select(value => value!.GetType()).ToHashSet());
        var texts = string.Join("", values.OfType<string>());
        Assert.All("\"\\\n\t海Д’", character => Assert.Contains(character, texts));
    }

    [Fact]
    public async Task It_has_the_schema_it_promises()
    {
        await SeededAsync();
        await using var connection = await ConnectAsync();
        var schema = await SchemaReader.ReadAsync(connection, Cancellation);

        Assert.Equal(["genre_name", "title_id", "user_email"], schema.Constraints.Select(o => o.Name));
        Assert.Equal(
            ["FULLTEXT", "LOOKUP", "LOOKUP", "POINT", "RANGE", "RANGE", "TEXT"],
            schema.Indexes.Select(o => o.Kind).Order(StringComparer.Ordinal));
    }

    private async Task<(IReadOnlyList<Node> Nodes, IReadOnlyList<Relationship> Relationships)> SeededAsync()
    {
        await StartAsync();
        Server.SeedStreamingTracker();
        await using var connection = await ConnectAsync();
        var nodes = await connection.QueryAsync(Statements.ReadNodes, null, Cancellation);
        var relationships = await connection.QueryAsync(Statements.ReadRelationships, null, Cancellation);
        return ([.. nodes.Select(record => (Node)record["n"]!)], [.. relationships.Select(record => (Relationship)record["r"]!)]);
    }
}
