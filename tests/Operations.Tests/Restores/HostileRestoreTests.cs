using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>
/// A restore into a server that breaks the protocol, or whose messages come damaged: a failure that is explained, and then the old graph,
/// the new one, or a journal that leads to either.
/// </summary>
public sealed class HostileRestoreTests : IAsyncLifetime
{
    private const int SeedOfTheFirst = 1;
    private const int Stride = 23;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private BrokenRestore _restore = null!;
    private TamperingProxy _proxy = null!;
    private RestoreEnds _ends;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => PrepareAsync();

    public ValueTask DisposeAsync() => ClearAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_message_replaced_by_an_attack_ends_the_restore_in_a_state_that_is_known(bool atOnce)
    {
        var messages = await CountMessagesAsync(atOnce);
        var tried = 0;
        for (var at = 0; at < messages; at += LongRun.IsAsked ? 1 : Stride)
        {
            // In an ordinary run the attacks take turns.
            foreach (var (name, instead) in ServerAttacks.All.Where((_, attack) => LongRun.IsAsked || attack == tried % ServerAttacks.All.Count).ToList())
            {
                var way = tried++ % 2 == 0 ? RestoreWay.Resume : RestoreWay.Rollback;
                await AssertEndsAsync(atOnce, (number, _) => number == at ? new(instead, ThenClose: true) : Tampering.None, way, $"{name} instead of message {at}");
            }
        }

        Tell(atOnce, messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_messages_end_the_restore_in_a_state_that_is_known(bool atOnce)
    {
        var messages = await CountMessagesAsync(atOnce);
        for (var seed = SeedOfTheFirst; seed < SeedOfTheFirst + LongRun.Rounds(12, 5_000); seed++)
        {
            var random = new Random(seed);
            var at = random.Next(messages);

            // The safety backup is of what came, damage included, so what is known is the way on.
            await AssertEndsAsync(
                atOnce,
                (number, message) => number == at ? new(ServerAttacks.Damaged(message, random)) : Tampering.None,
                RestoreWay.Resume,
                $"message {at} damaged by the seed {seed}");
        }

        Tell(atOnce, messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_server_that_answers_with_more_ids_than_it_was_sent_nodes_is_not_listened_to(bool atOnce) =>
        AssertNotBelievedAsync(atOnce, "import.nodes", record => [.. ServerAttacks.Chunked(record), .. ServerAttacks.Chunked(record)], "more ids");

    [Fact]
    public Task A_server_that_says_it_has_wiped_more_than_it_was_asked_to_is_not_believed() =>
        AssertNotBelievedAsync(atOnce: false, "import.wipe", _ => new ServerScript().Record(long.MaxValue).ToArray(), "deleted");

    [Fact]
    public async Task A_server_that_does_not_say_whose_its_transactions_are_is_not_loaded_into()
    {
        _proxy.Begin((_, message) => message.Span.IndexOf("metaData"u8) is > 0 and var at ? new(Renamed(message, at)) : Tampering.None);

        var failure = await Record.ExceptionAsync(() => RestoreAsync(atOnce: true).WaitAsync(Limit, Token));

        Assert.Equal("protocol", FailureMap.Explain(failure!).Kind);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }

    private async ValueTask PrepareAsync()
    {
        _restore = await BrokenRestore.PrepareAsync();
        _proxy = new(_restore.Settings.Neo4j!.Address);
    }

    private async ValueTask ClearAsync()
    {
        await _proxy.DisposeAsync();
        await _restore.DisposeAsync();
    }

    private async Task<int> CountMessagesAsync(bool atOnce)
    {
        _proxy.Begin((_, _) => Tampering.None);
        await RestoreAsync(atOnce);
        return _proxy.Messages;
    }

    private Task<RestoreResult> RestoreAsync(bool atOnce, IProgress<RunProgress>? progress = null)
    {
        var settings = atOnce ? _restore.Settings : _restore.InBatches;
        return SandboxFixture.RestoreAsync(settings with { Neo4j = settings.Neo4j! with { Address = _proxy.Address } }, _restore.Backup, progress);
    }

    private async Task AssertEndsAsync(bool atOnce, Func<int, ReadOnlyMemory<byte>, Tampering> tamper, RestoreWay way, string what)
    {
        await ClearAsync();
        await PrepareAsync();
        _proxy.Begin(tamper);

        var failure = await Record.ExceptionAsync(() => RestoreAsync(atOnce).WaitAsync(Limit, Token));

        _ends = _ends.And(await _restore.AssertEndsAsync(failure, way, what));
    }

    private async Task AssertNotBelievedAsync(bool atOnce, string phase, Func<ReadOnlyMemory<byte>, byte[]> instead, string reason)
    {
        var isGoing = false;
        _proxy.Begin((_, message) => Volatile.Read(ref isGoing) && message.Span[1] == MessageTag.Record ? new(instead(message)) : Tampering.None);
        var progress = new AtPhase(phase, () => Volatile.Write(ref isGoing, true));

        var failure = await Record.ExceptionAsync(() => RestoreAsync(atOnce, progress).WaitAsync(Limit, Token));

        var cause = Assert.IsType<RestoreInterruptedException>(failure).InnerException;
        Assert.Contains(reason, Assert.IsType<BoltProtocolException>(cause).Message, StringComparison.Ordinal);
    }

    private static byte[] Renamed(ReadOnlyMemory<byte> message, int at)
    {
        var renamed = message.ToArray();
        renamed[at] = (byte)'M';
        return ServerAttacks.Chunked(renamed);
    }

    private void Tell(bool atOnce, int messages) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{messages} messages {(atOnce ? "at once" : "in batches")}: {_ends}");
}
