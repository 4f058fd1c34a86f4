using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Bolt.Tests;

[Collection<RealServer>]
public sealed class RealServerTests(Neo4jServerFixture neo4j)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<byte, byte> Versions => new()
    {
        { 4, 4 }, { 5, 0 }, { 5, 1 }, { 5, 2 }, { 5, 3 }, { 5, 4 }, { 5, 6 }, { 5, 7 }, { 5, 8 },
    };

    public static TheoryData<object> Values =>
    [
        true, long.MinValue, (1L << 53) + 1, -0.0, double.MaxValue, double.NaN, double.NegativeInfinity,
        "", "NUL \0, é, 漢字, 🎬", new string('x', 70_000),
        new byte[] { 0, 127, 255 }, new Date(-1), new Date(365_241_780_471), new Time(86_399_999_999_999, -64_800), new LocalTime(0),
        new LocalDateTime(-1, 999_999_999), new OffsetDateTime(1_700_000_000, 1, 3_723), new ZonedDateTime(1_698_541_200, 0, "Europe/Paris"),
        new ZonedDateTime(0, 5, "GMT+03:00"), new Duration(-14, 3, -5, 999_999_999), new Point(7203, 1.5, -2.5, null), new Point(4979, 12.5, 55.5, 100),
        new List<object?> { 1L, 2L }, new List<object?>(), new List<object?> { new Date(0), null, new List<object?> { "x" } },
        new Dictionary<string, object?> { ["a"] = 1L, ["b"] = new Dictionary<string, object?> { ["c"] = null } },
    ];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_version_is_negotiated_and_answers(byte major, byte minor)
    {
        var version = new BoltVersion(major, minor);
        await using var connection = await neo4j.ConnectAsync(version);

        Assert.Equal(version, connection.Version);
        Assert.StartsWith("Neo4j/5.", connection.ServerAgent, StringComparison.Ordinal);
        Assert.Equal(1L, Assert.Single(await connection.QueryAsync("RETURN 1 AS one", null, Token))["one"]);
    }

    [Fact]
    public async Task The_preferred_version_wins_over_newer_ones()
    {
        await using var connection = await ConnectAsync(options => options with { PreferredVersion = BoltVersion.V44 });

        Assert.Equal(BoltVersion.V44, connection.Version);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_as_it_went_in(object value)
    {
        foreach (var version in new[] { BoltVersion.V44, BoltVersion.Highest })
        {
            await using var connection = await neo4j.ConnectAsync(version);
            var records = await connection.QueryAsync("RETURN $value AS value", new Dictionary<string, object?> { ["value"] = value }, Token);
            Assert.Equivalent(value, Assert.Single(records)["value"], strict: true);
        }
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    public async Task Nodes_and_relationships_are_read_from_either_shape(byte major, byte minor)
    {
        await using var connection = await neo4j.ConnectAsync(new BoltVersion(major, minor));
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Token);

        var records = await transaction.QueryAsync("CREATE (a:A:B {x: 1})-[r:TO {y: 2}]->(b) RETURN a, r, b", null, Token);

        var record = Assert.Single(records);
        var (a, r, b) = (Assert.IsType<Node>(record["a"]), Assert.IsType<Relationship>(record["r"]), Assert.IsType<Node>(record["b"]));
        Assert.Equal(["A", "B"], a.Labels.Order());
        Assert.Equal(1L, a.Properties["x"]);
        Assert.Equal(("TO", a.Id, b.Id), (r.Type, r.StartId, r.EndId));
        Assert.Equal(2L, r.Properties["y"]);
        Assert.Empty(b.Labels);
    }

    [Fact]
    public async Task A_bookmark_changes_with_a_write_and_with_nothing_else()
    {
        await using var reader = await neo4j.ConnectAsync(BoltVersion.V44);
        await using var writer = await neo4j.ConnectAsync();

        var before = await BookmarkAsync(reader, []);
        var afterReading = await BookmarkAsync(reader, [before]);
        await writer.ExecuteAsync("CREATE (:Bookmarked)", null, Token);
        var afterWriting = await BookmarkAsync(reader, [before]);
        await using var waiting = await reader.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [afterWriting] }, Token);

        Assert.Equal(before, afterReading);
        Assert.NotEqual(before, afterWriting);
        Assert.NotEmpty(await waiting.QueryAsync("MATCH (n:Bookmarked) RETURN n", null, Token));
    }

    [Fact]
    public async Task What_is_not_committed_is_rolled_back()
    {
        await using var connection = await neo4j.ConnectAsync();
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Token))
        {
            await transaction.ExecuteAsync("CREATE (:Forgotten)", null, Token);
        }

        var streaming = await connection.BeginAsync(BoltTransactionOptions.Write, Token);
        var cursor = await streaming.RunAsync("UNWIND range(1, 100000) AS i CREATE (:Forgotten) RETURN i", null, Token);
        Assert.True(await cursor.ReadAsync(Token));
        await streaming.DisposeAsync();

        Assert.Equal(0L, Assert.Single(await connection.QueryAsync("MATCH (n:Forgotten) RETURN count(n) AS count", null, Token))["count"]);
    }

    [Fact]
    public async Task A_failure_leaves_the_connection_usable()
    {
        foreach (var version in new[] { BoltVersion.V44, new BoltVersion(5, 6), BoltVersion.Highest })
        {
            await using var connection = await neo4j.ConnectAsync(version);

            var syntax = await Assert.ThrowsAsync<BoltServerException>(() => connection.QueryAsync("nonsense", null, Token));
            var arithmetic = await Assert.ThrowsAsync<BoltServerException>(
                () => connection.QueryAsync("UNWIND range(5000, 0, -1) AS i RETURN 1 / i AS x", null, Token));

            Assert.Equal("Neo.ClientError.Statement.SyntaxError", syntax.Code);
            Assert.Equal("Neo.ClientError.Statement.ArithmeticError", arithmetic.Code);
            Assert.Single(await connection.QueryAsync("RETURN 1 AS one", null, Token));
        }
    }

    [Fact]
    public async Task A_big_result_arrives_whole_in_small_batches()
    {
        await using var connection = await ConnectAsync(options => options with { FetchSize = 7 });
        await using var cursor = await connection.RunAsync("UNWIND range(1, 10000) AS i RETURN i, toString(i) AS s", null, Token);

        var expected = 0L;
        while (await cursor.ReadAsync(Token)) Assert.Equal(++expected, cursor.OpenRecord().ReadInteger());

        Assert.Equal(["i", "s"], cursor.Fields);
        Assert.Equal(10_000L, expected);
        Assert.NotNull(cursor.Summary);
    }

    [Fact]
    public async Task An_endless_result_can_be_left_at_once()
    {
        await using var connection = await neo4j.ConnectAsync();
        await using (var cursor = await connection.RunAsync("UNWIND range(1, 1000000000) AS i RETURN i", null, Token))
        {
            Assert.True(await cursor.ReadAsync(Token));
        }

        Assert.Single(await connection.QueryAsync("RETURN 1 AS one", null, Token));
    }

    [Fact]
    public async Task A_cancelled_statement_ends_here_and_on_the_server()
    {
        await using var connection = await neo4j.ConnectAsync();
        await using var observer = await neo4j.ConnectAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        const string Endless = "UNWIND range(1, 1000000000000) AS cancelMe WITH cancelMe WHERE cancelMe < 0 RETURN cancelMe";
        const string Running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range(1, 1000000000000)'";

        var endless = connection.ExecuteAsync(Endless, null, cancel.Token);
        await Eventually.HoldsAsync(async () => (await observer.QueryAsync(Running, null, Token)).Count == 1, TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        await Eventually.HoldsAsync(async () => (await observer.QueryAsync(Running, null, Token)).Count == 0, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_wrong_password_is_an_authentication_error_without_the_password()
    {
        foreach (var version in new[] { BoltVersion.V44, BoltVersion.Highest })
        {
            var error = await Assert.ThrowsAsync<BoltAuthenticationException>(
                () => ConnectAsync(options => options with { Credentials = new("neo4j", "wrongsecret"), HighestVersion = version }));

            Assert.Equal("Neo.ClientError.Security.Unauthorized", error.Code);
            Assert.DoesNotContain("wrongsecret", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_credentials_where_some_are_needed_is_an_authentication_error() =>
        await Assert.ThrowsAsync<BoltAuthenticationException>(() => ConnectAsync(options => options with { Credentials = BoltCredentials.None }));

    [Fact]
    public async Task A_database_that_is_not_there_is_named_by_the_servers_code()
    {
        await using var connection = await ConnectAsync(options => options with { Database = "nowhere" });

        var run = await Assert.ThrowsAsync<BoltServerException>(() => connection.ExecuteAsync("RETURN 1", null, Token));
        var begin = await Assert.ThrowsAsync<BoltServerException>(() => connection.BeginAsync(BoltTransactionOptions.Read, Token));

        Assert.Equal("Neo.ClientError.Database.DatabaseNotFound", run.Code);
        Assert.Equal("Neo.ClientError.Database.DatabaseNotFound", begin.Code);
    }

    [Fact]
    public async Task A_server_without_tls_is_told_apart()
    {
        var server = await neo4j.ServerAsync();
        var address = server.Address with { Encryption = BoltEncryption.AnyCertificate };

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => BoltConnection.ConnectAsync(address, new BoltOptions(), Token));

        Assert.Contains("bolt://", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> BookmarkAsync(BoltConnection connection, IReadOnlyList<string> bookmarks)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = bookmarks }, Token);
        return await transaction.CommitAsync(Token);
    }

    private async Task<BoltConnection> ConnectAsync(Func<BoltOptions, BoltOptions> change)
    {
        var server = await neo4j.ServerAsync();
        return await BoltConnection.ConnectAsync(server.Address, change(new BoltOptions { Credentials = server.Credentials }), Token);
    }
}
