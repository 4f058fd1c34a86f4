using System.Diagnostics;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Neo4jHost.Tests;

public sealed class Neo4jInstanceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_holds_its_dump_keeps_data_and_password_over_a_second_start_and_ends_with_its_owner()
    {
        var dump = RealParts.SharedFile("datasets/movies.dump");
        var installation = RealParts.Neo4j();
        using var folder = new TemporaryFolder();
        var options = new Neo4jInstanceOptions { Folder = folder.Path };
        await Neo4jInstance.LoadDumpAsync(installation, options, dump, Cancellation);

        int firstId;
        await using (var first = await Neo4jInstance.StartAsync(installation, options, Cancellation))
        {
            firstId = first.ProcessId;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first.PasswordFile));
            Assert.Equal(171, await CountAsync(first, "MATCH (n) RETURN count(n) AS count"));
            await CountAsync(first, "CREATE (n:Kept) RETURN count(n) AS count");
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(firstId));
        await using var second = await Neo4jInstance.StartAsync(installation, options, Cancellation);
        Assert.Equal(172, await CountAsync(second, "MATCH (n) RETURN count(n) AS count"));
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

    private static async Task<long> CountAsync(Neo4jInstance instance, string query)
    {
        await using var connection = await BoltConnection.ConnectAsync(
            instance.Address, new BoltOptions { Credentials = instance.Credentials }, Cancellation);
        return (long)Assert.Single(await connection.QueryAsync(query, null, Cancellation))["count"]!;
    }
}
