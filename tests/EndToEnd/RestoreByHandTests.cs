using System.Text.RegularExpressions;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>Follows docs/restore-by-hand.md word for word on a real server.</summary>
[Collection<RealServer>]
public sealed partial class RestoreByHandTests(Neo4jServerFixture fixture) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_document_promises_comes_back_equal()
    {
        var server = await fixture.EmptyServerAsync();
        var shell = await fixture.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/streaming-tracker.cypher"));
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/types.cypher"));
        await shell.RunAsync(
            """
            MATCH (n:Types) REMOVE n.nan, n.inf, n.ninf;
            MATCH (n:`Odd label``with backtick`) SET n:`Odd label` REMOVE n:`Odd label``with backtick`;
            """);
        var before = await GraphPicture.TakeAsync(shell);

        await BackUpAndRestoreByHandAsync(server);

        await GraphOracle.AssertSameAsync(before, await GraphPicture.TakeAsync(shell), shell);
    }

    [Fact]
    public async Task What_the_document_gives_up_is_lost_as_it_says()
    {
        var server = await fixture.EmptyServerAsync();
        await using (var connection = await fixture.ConnectAsync())
        {
            await connection.ExecuteAsync(
                """
                CREATE (:Lossy {name: 'a', nan: 0.0 / 0.0, infinite: -1.0 / 0.0, bytes: $bytes, mixed: date('2015-07-04'), place: point({x: 1, y: 2})}),
                       (:Lossy {name: 'b', mixed: 7, place: 'elsewhere'}),
                       ({name: 'c', day: date('2015-07-04')})
                """,
                new Dictionary<string, object?> { ["bytes"] = new byte[] { 1, 2, 3 } },
                Cancellation);
        }

        await BackUpAndRestoreByHandAsync(server);

        await using var restored = await fixture.ConnectAsync();
        var nodes = await restored.QueryAsync("MATCH (n) RETURN properties(n) AS p ORDER BY n.name", null, Cancellation);
        Assert.Equal(
            [
                new Dictionary<string, object?>
                {
                    ["name"] = "a", ["nan"] = "NaN", ["infinite"] = "-Infinity", ["bytes"] = "AQID", ["mixed"] = "2015-07-04",
                    ["place.crs"] = "cartesian", ["place.x"] = 1.0, ["place.y"] = 2.0,
                },
                new Dictionary<string, object?> { ["name"] = "b", ["mixed"] = 7L, ["place"] = "elsewhere" },
                new Dictionary<string, object?> { ["name"] = "c", ["day"] = "2015-07-04" },
            ],
            nodes.Select(node => Assert.IsType<Dictionary<string, object?>>(node["p"])));
    }

    private async Task BackUpAndRestoreByHandAsync(Neo4jInstance server)
    {
        var jq = RealParts.Program("jq");
        await new Stbackup(server, _folder["archive"]).RunAsync("backup");
        var data = Assert.Single(BackupFiles.Data(_folder["archive"]));
        await fixture.EmptyServerAsync();

        Dictionary<string, string?> settings = new()
        {
            ["BACKUP"] = Path.ChangeExtension(data, null),
            ["IMPORT"] = server.ImportFolder,
            ["NEO4J_ADDRESS"] = server.Address.ToString(),
            ["NEO4J_USERNAME"] = server.Credentials.User,
            ["NEO4J_PASSWORD"] = await File.ReadAllTextAsync(server.PasswordFile, Cancellation),
        };
        var blocks = await ShellBlocksAsync();
        foreach (var name in settings.Keys) Assert.Contains(name, blocks[0], StringComparison.Ordinal);

        settings["PATH"] = string.Join(':', Path.Combine(RealParts.Neo4j().Home, "bin"), Path.GetDirectoryName(jq), Environment.GetEnvironmentVariable("PATH"));
        await File.WriteAllTextAsync(_folder["by-hand.sh"], string.Join('\n', blocks.Skip(1)), Cancellation);
        await using var bash = await RunningProcess.RunAsync("bash", [_folder["by-hand.sh"]], settings, _folder.Path, limit: Limit);
        Assert.True(bash.ExitCode == 0, $"The commands ended with {bash.ExitCode}:\n{bash.Output}{bash.Error}");
    }

    /// <summary>The document's commands. The first block says what is where, so everyone has that block their own way.</summary>
    private static async Task<IReadOnlyList<string>> ShellBlocksAsync()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "restore-by-hand.md"), Cancellation);
        return [.. ShellBlock().Matches(document).Select(block => block.Groups[1].Value)];
    }

    [GeneratedRegex("^```sh\n(.+?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();
}
