using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>What a server answers on the wire, whether the client behaves or not.</summary>
public abstract class WireContract(IContractServer server) : ServerContract(server)
{
    private static readonly Dictionary<string, object?> Nothing = [];
    private static readonly Dictionary<string, object?> All = Map(("n", -1L));

    [Theory]
    [InlineData(4, 4, 3, 5)]
    [InlineData(5, 0, 4, 8)]
    [InlineData(5, 8, 4, 8)]
    public async Task Entities_have_element_ids_from_5_0(byte major, byte minor, int nodeFields, int relationshipFields)
    {
        await CreatePairAsync();
        using var client = await LogOnAsync(major, minor);

        var node = Assert.IsType<RawMessage>((await client.RunAsync(Statements.ReadNodes))[1].Values[0]);
        var relationship = Assert.IsType<RawMessage>((await client.RunAsync(Statements.ReadRelationships))[1].Values[0]);

        Assert.Equal((StructureTag.Node, nodeFields), (node.Tag, node.Fields.Length));
        Assert.Equal((StructureTag.Relationship, relationshipFields), (relationship.Tag, relationship.Fields.Length));
        if (major < 5) return;
        Assert.Matches($"^4:[0-9a-f-]{{36}}:{node.Fields[0]}$", (string)node.Fields[3]!);
        Assert.Matches($"^5:[0-9a-f-]{{36}}:{relationship.Fields[0]}$", (string)relationship.Fields[5]!);
        Assert.EndsWith($":{relationship.Fields[1]}", (string)relationship.Fields[6]!, StringComparison.Ordinal);
        Assert.EndsWith($":{relationship.Fields[2]}", (string)relationship.Fields[7]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Datetimes_are_legacy_in_4_4_unless_the_patch_is_asked_for()
    {
        await using (var connection = await ConnectAsync())
        {
            var properties = Map(("offset", new OffsetDateTime(1, 2, 3_600)), ("zone", new ZonedDateTime(1_761_440_400, 2, "Europe/Paris")));
            await CreateNodesAsync(connection, [], properties);
        }

        using var legacy = await LogOnAsync(4, 4);
        using var patched = await RawBoltClient.LogOnAsync(Logon, 4, 4, ("patch_bolt", new[] { "utc" }));

        Assert.Equal(["46(3601,2,3600)", "66(1761444000,2,Europe/Paris)"], await ValuesAsync(legacy));
        Assert.Equal(["49(1,2,3600)", "69(1761440400,2,Europe/Paris)"], await ValuesAsync(patched));

        static async Task<string[]> ValuesAsync(RawBoltClient client)
        {
            var node = (RawMessage)(await client.RunAsync(Statements.ReadNodes))[1].Values[0]!;
            var properties = (Dictionary<string, object?>)node.Fields[2]!;
            var values = new[] { properties["offset"], properties["zone"] }.Cast<RawMessage>();
            return [.. values.Select(value => $"{value.Tag:x}({string.Join(',', value.Fields)})")];
        }
    }

    [Fact]
    public async Task A_failure_names_its_code_by_another_key_from_5_7()
    {
        foreach (var (minor, key) in ((byte, string)[])[(4, "code"), (6, "code"), (7, "neo4j_code"), (8, "neo4j_code")])
        {
            using var client = await LogOnAsync(5, minor);
            var failure = await client.AskAsync(MessageTag.Run, "NO STATEMENT AT ALL", Nothing, Nothing);
            Assert.Equal(MessageTag.Failure, failure.Tag);
            Assert.Equal("Neo.ClientError.Statement.SyntaxError", failure.Metadata[key]);
            Assert.Equal(key == "neo4j_code", failure.Metadata.ContainsKey("gql_status"));
            Assert.Contains("message", failure.Metadata.Keys);
        }
    }

    [Fact]
    public async Task After_a_failure_everything_is_ignored_until_reset()
    {
        using var client = await LogOnAsync(5, 8);
        Assert.Equal(MessageTag.Failure, (await client.AskAsync(MessageTag.Run, "NO STATEMENT AT ALL", Nothing, Nothing)).Tag);
        Assert.Equal(MessageTag.Ignored, (await client.AskAsync(MessageTag.Pull, All)).Tag);
        Assert.Equal(MessageTag.Ignored, (await client.AskAsync(MessageTag.Run, Statements.CountNodes, Nothing, Nothing)).Tag);
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Reset)).Tag);
        Assert.Equal(MessageTag.Success, (await client.RunAsync(Statements.CountNodes))[^1].Tag);
    }

    [Fact]
    public async Task A_malformed_request_fails_and_changes_nothing()
    {
        await CreatePairAsync();
        using var client = await LogOnAsync(5, 8);
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Run, Statements.ReadNodes, Nothing, Nothing)).Tag);
        Assert.Equal(MessageTag.Failure, (await client.AskAsync(MessageTag.Pull, Map(("n", 0L)))).Tag);
        Assert.Equal(MessageTag.Record, (await client.AskAsync(MessageTag.Pull, Map(("n", 1L)))).Tag);
    }

    [Fact]
    public async Task Two_statements_of_a_transaction_are_pulled_by_their_ids()
    {
        await CreatePairAsync();
        using var client = await LogOnAsync(5, 8);
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Begin, Nothing)).Tag);
        Assert.Equal(0L, (await client.AskAsync(MessageTag.Run, Statements.CountNodes, Nothing, Nothing)).Metadata["qid"]);
        Assert.Equal(1L, (await client.AskAsync(MessageTag.Run, Statements.CountRelationships, Nothing, Nothing)).Metadata["qid"]);

        Assert.Equal(2L, (await client.AskAsync(MessageTag.Pull, Map(("n", -1L), ("qid", 0L)))).Values[0]);
        Assert.DoesNotContain("bookmark", (await client.ReadAsync()).Metadata.Keys);
        Assert.Equal(1L, (await client.AskAsync(MessageTag.Pull, Map(("n", -1L), ("qid", -1L)))).Values[0]);
        Assert.Equal(MessageTag.Success, (await client.ReadAsync()).Tag);
        var unknown = await client.AskAsync(MessageTag.Pull, Map(("n", -1L), ("qid", 7L)));
        Assert.Equal("Neo.ClientError.Request.InvalidFormat", unknown.Metadata["neo4j_code"]);
    }

    [Fact]
    public async Task More_records_are_announced_only_when_there_are_more()
    {
        await CreatePairAsync();
        using var client = await LogOnAsync(5, 8);
        await client.AskAsync(MessageTag.Run, Statements.ReadNodes, Nothing, Nothing);
        Assert.Equal(MessageTag.Record, (await client.AskAsync(MessageTag.Pull, Map(("n", 1L)))).Tag);
        Assert.Equal(true, (await client.ReadAsync()).Metadata["has_more"]);
        Assert.Equal(MessageTag.Record, (await client.AskAsync(MessageTag.Pull, Map(("n", 1L)))).Tag);
        var end = (await client.ReadAsync()).Metadata;
        Assert.DoesNotContain("has_more", end.Keys);
        Assert.StartsWith("FB:", (string)end["bookmark"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessageTag.Commit)]
    [InlineData(MessageTag.Rollback)]
    [InlineData(MessageTag.Pull)]
    public async Task A_message_out_of_place_ends_the_connection(byte tag)
    {
        using var client = await LogOnAsync(5, 8);
        var failure = tag == MessageTag.Pull ? await client.AskAsync(tag, All) : await client.AskAsync(tag);
        Assert.Equal("Neo.ClientError.Request.Invalid", failure.Metadata["neo4j_code"]);
        Assert.Equal(0, (await client.ReadAsync()).Tag);
    }

    [Fact]
    public async Task Logging_off_and_on_again_and_telemetry_are_understood()
    {
        using var client = await LogOnAsync(5, 4);
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Telemetry, 1L)).Tag);
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Logoff)).Tag);
        var credentials = Map(("scheme", "basic"), ("principal", Logon.User), ("credentials", Logon.Password));
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Logon, credentials)).Tag);
        Assert.Equal(MessageTag.Success, (await client.RunAsync(Statements.CountNodes))[^1].Tag);
    }

    private Task<RawBoltClient> LogOnAsync(byte major, byte minor) => RawBoltClient.LogOnAsync(Logon, major, minor);

    private async Task CreatePairAsync()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, ["A"], Map(), Map());
        await CreateRelationshipsAsync(connection, (ids[0], "T", ids[1], Map()));
    }
}

public sealed class SandboxWireContract() : WireContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerWireContract(TestKit.Neo4jServerFixture fixture) : WireContract(new RealContractServer(fixture));
