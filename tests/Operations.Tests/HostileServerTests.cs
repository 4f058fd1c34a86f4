using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.TestKit;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>A backup of a server that breaks the protocol: a failure that is explained, and nothing published.</summary>
public sealed class HostileServerTests
{
    private const int SeedOfTheFirst = 1;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_message_replaced_by_an_attack_ends_the_backup_and_publishes_nothing_unsound()
    {
        await using var fixture = await SandboxFixture.StartAsync();
        await using var proxy = new TamperingProxy(fixture.Settings.Neo4j!.Address);
        var settings = fixture.Settings with { Neo4j = fixture.Settings.Neo4j with { Address = proxy.Address } };
        proxy.Begin((_, _) => Tampering.None);
        await SandboxFixture.BackUpAsync(settings);
        var (messages, backups) = (proxy.Messages, 0);

        for (var at = 0; at < messages; at += LongRun.IsAsked || at < 12 ? 1 : 11)
        {
            foreach (var (name, instead) in ServerAttacks.All)
            {
                proxy.Begin((number, _) => number == at ? new Tampering(instead, ThenClose: true) : Tampering.None);
                await AssertHonestAsync(fixture, settings, $"{name} instead of message {at}");
                backups++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{backups} backups of {messages} messages each");
    }

    [Fact]
    public async Task Damaged_messages_end_the_backup_or_are_in_it_as_they_came()
    {
        await using var fixture = await SandboxFixture.StartAsync();
        await using var proxy = new TamperingProxy(fixture.Settings.Neo4j!.Address);
        var settings = fixture.Settings with { Neo4j = fixture.Settings.Neo4j with { Address = proxy.Address } };
        proxy.Begin((_, _) => Tampering.None);
        await SandboxFixture.BackUpAsync(settings);
        var messages = proxy.Messages;

        for (var seed = SeedOfTheFirst; seed < SeedOfTheFirst + LongRun.Rounds(60, 20_000); seed++)
        {
            var random = new Random(seed);
            var at = random.Next(messages);
            proxy.Begin((number, message) => number == at ? new Tampering(ServerAttacks.Damaged(message, random)) : Tampering.None);
            await AssertHonestAsync(fixture, settings, $"message {at} damaged by the seed {seed}");
        }
    }

    // A damage within a value may be a value again: then it is a sound backup of what was sent.
    private static async Task AssertHonestAsync(SandboxFixture fixture, OperationSettings settings, string what)
    {
        var before = fixture.ArchiveFiles.ToHashSet();
        var fault = await Record.ExceptionAsync(() => SandboxFixture.BackUpAsync(settings).WaitAsync(Limit, Token));
        if (fault is not null) Assert.True(FailureMap.Explain(fault).Kind != FailureMap.Unexpected, $"{what}: {fault}");
        var published = fixture.ArchiveFiles.Where(file => !before.Contains(file)).ToArray();
        Assert.True(published.Length == (fault is null ? 2 : 0), $"{what}: {string.Join(", ", published)} after {fault?.Message ?? "success"}");
        if (fault is not null) return;
        var archive = new BackupArchive(settings.Archive, TimeProvider.System);
        await BackupVerifier.VerifyAsync(archive.Find(published[0]), Token);
    }
}
