using System.Reflection;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class StatementCatalogueTests : SandboxTest
{
    public static TheoryData<string> EveryStatement =>
    [
        .. typeof(Statements).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(constant => (string)constant.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(EveryStatement))]
    public async Task Every_statement_of_the_product_is_answered(string statement)
    {
        await StartAsync();
        await using var connection = await ConnectAsync();

        var parameters = new Dictionary<string, object?> { ["rows"] = Array.Empty<object>(), ["seconds"] = 1L, ["most"] = 1L };
        await connection.ExecuteAsync(statement, parameters, Cancellation);
    }

    [Theory]
    [InlineData("RETURN 1")]
    [InlineData("MATCH (n) RETURN  n")]
    [InlineData("CYPHER 5 DROP EVERYTHING $name")]
    public async Task Any_other_is_refused_by_who_it_is(string statement)
    {
        await StartAsync();
        await using var connection = await ConnectAsync();

        var failure = await Assert.ThrowsAsync<BoltServerException>(() => connection.ExecuteAsync(statement, null, Cancellation));

        Assert.Equal("Neo.ClientError.Statement.SyntaxError", failure.Code);
        Assert.Contains("sandbox", failure.Message, StringComparison.Ordinal);
        Assert.Contains(statement, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_names_itself_a_sandbox()
    {
        await StartAsync();
        await using var connection = await ConnectAsync();

        Assert.EndsWith("-sandbox", connection.ServerAgent, StringComparison.Ordinal);
        var facts = await DatabaseInspector.InspectAsync(connection, Cancellation);
        Assert.EndsWith("-sandbox", facts.ServerVersion, StringComparison.Ordinal);
    }
}
