using System.Diagnostics;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Neo4jHost.Tests;

public sealed class Neo4jInstanceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_keeps_its_data_and_password_over_a_second_start_and_ends_with_its_owner()
    {
        var installation = RealParts.Neo4j();
        using var folder = new TemporaryFolder();
        var options = new Neo4jInstanceOptions { Folder = folder.Path };

        int firstId;
        await using (var first = await Neo4jInstance.StartAsync(installation, options, Cancellation))
        {
            firstId = first.ProcessId;
            await new CypherShell(installation, first).RunAsync("CREATE (:Kept);");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first.PasswordFile));
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(firstId));
        await using var second = await Neo4jInstance.StartAsync(installation, options, Cancellation);
        var count = await new CypherShell(installation, second).RunAsync("MATCH (n:Kept) RETURN count(n) AS kept;");
        Assert.Equal("kept\n1\n", count);
    }

    [Fact]
    public async Task A_dump_takes_the_place_of_the_data()
    {
        var dump = RealParts.SharedFile("datasets/movies.dump");
        var installation = RealParts.Neo4j();
        using var folder = new TemporaryFolder();
        var options = new Neo4jInstanceOptions { Folder = folder.Path };

        await Neo4jInstance.LoadDumpAsync(installation, options, dump, Cancellation);

        await using var instance = await Neo4jInstance.StartAsync(installation, options, Cancellation);
        var count = await new CypherShell(installation, instance).RunAsync("MATCH (n) RETURN count(n) AS nodes;");
        Assert.Equal("nodes\n171\n", count);
    }

    [Fact]
    public async Task A_file_that_is_no_dump_is_refused()
    {
        var installation = RealParts.Neo4j();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["no.dump"], "no dump", Cancellation);
        var options = new Neo4jInstanceOptions { Folder = folder["instance"] };

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.LoadDumpAsync(installation, options, folder["no.dump"], Cancellation));

        Assert.Contains("neo4j-admin database load failed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_as_the_cause()
    {
        var installation = RealParts.Neo4j();
        using var folder = new TemporaryFolder();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(installation, new Neo4jInstanceOptions { Folder = folder.Path, Port = port }, Cancellation));

        Assert.Contains("choose another port", failure.Remedy, StringComparison.Ordinal);
    }
}
