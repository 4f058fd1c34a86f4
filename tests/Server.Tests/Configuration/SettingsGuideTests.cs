using System.Text.RegularExpressions;
using StreamingTracker.Backup.BackupWorker;
using StreamingTracker.Backup.RestoreWorker;
using StreamingTracker.Backup.Scheduler;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests.Configuration;

/// <summary>README.md and docs/operations.md together explain the keys that the programs read, all of them and no others.</summary>
public sealed partial class SettingsGuideTests
{
    private static readonly string[] Broker =
        ["--Neo4j:Uri=bolt://127.0.0.1:1", "--Messaging:Transport=RabbitMq", "--Messaging:RabbitMq:Uri=amqp://127.0.0.1:1"];

    [Fact]
    public async Task Every_key_that_is_read_is_explained_and_every_key_that_is_explained_is_read()
    {
        var read = (await KeysOfServerAsync()).Union(KeysOfServices()).Order(StringComparer.Ordinal);

        var explained = new[] { "README.md", Path.Combine("docs", "operations.md") }
            .SelectMany(file => File.ReadLines(Path.Combine(RepositoryRoot.Path, file)))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Key().Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal);

        Assert.Equal(read, explained);
    }

    private static async Task<IReadOnlyCollection<string>> KeysOfServerAsync()
    {
        ServiceSetup? setup = null;
        await using var server = ServiceProgram.BuildWeb(
            Broker,
            ServerHost.Name,
            builder =>
            {
                setup = ServiceSetup.Of(builder);
                ServerHost.Add(builder);
            },
            ServerHost.Map);
        return setup!.Values.Asked;
    }

    private static IReadOnlyCollection<string> KeysOfServices()
    {
        ServiceSetup? setup = null;
        using var services = ServiceProgram.Build(Broker, "stbackup-test", builder =>
        {
            setup = ServiceSetup.Of(builder);
            builder.AddScheduler();
            builder.AddBackupWorker();
            builder.AddRestoreWorker();
        });
        return setup!.Values.Asked;
    }

    // The number of a list's item is left out.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)+|ASPNETCORE_URLS)(?::0)?`")]
    private static partial Regex Key();
}
