using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>What this product relies on in a server. Each part of the contract is tested on the real server and on the sandbox.</summary>
public abstract class ServerContract(IContractServer server) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How to get in.</summary>
    protected ServerLogon Logon { get; private set; } = new(new BoltAddress("", 0, BoltEncryption.None), "", "");

    public async ValueTask InitializeAsync() => Logon = await server.StartEmptyAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<BoltConnection> ConnectAsync(Func<BoltOptions, BoltOptions>? change = null)
    {
        var options = new BoltOptions { Credentials = Logon.Credentials };
        return BoltConnection.ConnectAsync(Logon.Address, change?.Invoke(options) ?? options, Cancellation);
    }

    /// <summary>The status code by which the server refuses something.</summary>
    protected static async Task<string> RefusalAsync(Func<Task> action) => (await Assert.ThrowsAsync<BoltServerException>(action)).Code;

    protected static Dictionary<string, object?> Map(params (string Key, object? Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Creates a node with the labels for each map of properties.</summary>
    protected static async Task<long[]> CreateNodesAsync(
        IBoltSession session, string[] labels, params Dictionary<string, object?>[] properties)
    {
        var rows = properties.Select(p => Map(("l", labels), ("p", p))).ToArray();
        var records = await session.QueryAsync(Statements.CreateNodes, Map(("rows", rows)), Cancellation);
        return [.. records.Select(record => (long)record["id"]!)];
    }

    /// <summary>Creates relationships, and gives back how many the server says it created.</summary>
    protected static async Task<long> CreateRelationshipsAsync(
        IBoltSession session, params (long Start, string Type, long End, Dictionary<string, object?> Properties)[] relationships)
    {
        var rows = relationships.Select(r => Map(("s", r.Start), ("e", r.End), ("t", r.Type), ("p", r.Properties))).ToArray();
        var records = await session.QueryAsync(Statements.CreateRelationships, Map(("rows", rows)), Cancellation);
        return (long)Assert.Single(records)["created"]!;
    }

    protected static async Task<IReadOnlyList<Node>> NodesAsync(IBoltSession session) =>
        [.. (await session.QueryAsync(Statements.ReadNodes, null, Cancellation)).Select(record => (Node)record["n"]!)];

    protected static async Task<IReadOnlyList<Relationship>> RelationshipsAsync(IBoltSession session) =>
        [.. (await session.QueryAsync(Statements.ReadRelationships, null, Cancellation)).Select(record => (Relationship)record["r"]!)];

    protected static async Task<long> CountAsync(IBoltSession session, string statement) =>
        (long)Assert.Single(await session.QueryAsync(statement, null, Cancellation))["count"]!;
}
