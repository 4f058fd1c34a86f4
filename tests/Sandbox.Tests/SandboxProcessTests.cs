using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed partial class SandboxProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string Program = typeof(SandboxServer).Assembly.Location;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_prints_its_address_answers_there_and_ends_cleanly_when_told_to(bool byCtrlC)
    {
        await using var sandbox = RunningProcess.Start("dotnet", [Program, "--seed", "streaming-tracker"]);
        var address = await AddressAsync(sandbox);
        await using (var connection = await BoltConnection.ConnectAsync(address, new BoltOptions(), Cancellation))
        {
            Assert.Equal(61, (await DatabaseInspector.InspectAsync(connection, Cancellation)).Nodes);
        }

        Assert.Contains("forgets everything", sandbox.Output, StringComparison.Ordinal);
        if (byCtrlC) sandbox.Interrupt();
        else sandbox.Terminate();
        Assert.Equal(0, await sandbox.WaitForExitAsync(Limit));
        Assert.Empty(sandbox.Error);
    }

    [Fact]
    public async Task Its_options_reach_the_server()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["password"], "hidden\n", Cancellation);
        await using var sandbox = RunningProcess.Start(
            "dotnet",
            [Program, "--seed", "none", "--user", "someone", "--password-file", folder["password"], "--fault", "statement:1:deadlock"]);
        var address = await AddressAsync(sandbox);

        await Assert.ThrowsAsync<BoltAuthenticationException>(() => BoltConnection.ConnectAsync(address, new BoltOptions(), Cancellation));
        await using var connection = await BoltConnection.ConnectAsync(
            address, new BoltOptions { Credentials = new BoltCredentials("someone", "hidden") }, Cancellation);
        await Assert.ThrowsAsync<BoltServerException>(() => connection.QueryAsync(Statements.CountNodes, null, Cancellation));
        Assert.Equal(0L, Assert.Single(await connection.QueryAsync(Statements.CountNodes, null, Cancellation))["count"]);
        Assert.DoesNotContain("hidden", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_message()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var sandbox = await RunningProcess.RunAsync("dotnet", [Program, "--port", $"{port}"]);

        Assert.Equal(1, sandbox.ExitCode);
        var message = Assert.Single(sandbox.Error.Trim().Split('\n'));
        Assert.StartsWith($"Port {port} of 127.0.0.1 can't be had", message, StringComparison.Ordinal);
        Assert.Empty(sandbox.Output);
    }

    [Fact]
    public async Task Help_is_printed_and_wrong_use_explained()
    {
        await using var help = await RunningProcess.RunAsync("dotnet", [Program, "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--password-file", help.Output, StringComparison.Ordinal);

        await using var wrong = await RunningProcess.RunAsync("dotnet", [Program, "--nonsense"]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.StartsWith("--nonsense is no option.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("--password-file", wrong.Error, StringComparison.Ordinal);
    }

    private static async Task<BoltAddress> AddressAsync(RunningProcess sandbox)
    {
        await Eventually.HoldsAsync(() => sandbox.HasExited || AddressPattern().IsMatch(sandbox.Output), Limit);
        Assert.False(sandbox.HasExited, sandbox.Error);
        return BoltAddress.Parse(AddressPattern().Match(sandbox.Output).Value);
    }

    [GeneratedRegex(@"bolt://127\.0\.0\.1:\d+(?=\s)")]
    private static partial Regex AddressPattern();
}
