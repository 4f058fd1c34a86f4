using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Runs;

/// <summary>
/// Runs as they happen, as server-sent events. The event's name says what happened (<c>state</c>, <c>accepted</c>, <c>progress</c>,
/// or the outcome's word), its data is always the whole run as it is then, so that whoever misses one has lost nothing.
/// </summary>
/// <remarks>
/// 1. Listening begins before the state is read: nothing falls between the two. What is in both is told once.
/// 2. First comes the state as it is, for whoever comes late.
/// 3. Then what is heard. When nothing was for a while, the state is read and told again: that finds an outcome whose event was
///    lost, and a client that is gone.
/// 4. A stream of one run ends with its outcome.
/// </remarks>
internal sealed class RunStream(RunCatalog runs, RunNews news, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>One run, until it ends; null when there is none of that id.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cutOff">Called when the client is too slow to be told everything.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<SseItem<RunDocument>>? Of(string runId, Action cutOff, CancellationToken cancellationToken)
    {
        // 1.
        var listener = news.Listen(runId);
        if (runs.Find(runId) is { } run) return ReadAsync(listener, run, cutOff, cancellationToken);
        listener.Dispose();
        return null;
    }

    /// <summary>Every run, until the client leaves.</summary>
    public IAsyncEnumerable<SseItem<RunDocument>> OfAll(Action cutOff, CancellationToken cancellationToken) =>
        ReadAllAsync(news.Listen(), cutOff, cancellationToken);

    private async IAsyncEnumerable<SseItem<RunDocument>> ReadAsync(
        RunListener listener, RunDocument run, Action cutOff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = listener;
        using var tooSlow = listener.CutOff.Register(cutOff);

        // 2.
        yield return Item(Word(null, run), run);

        // 3., 4.
        while (!run.HasEnded && await HearAsync(listener, cancellationToken) is { } heard)
        {
            if (heard.Event is RunProgressed known && run.Progress?.Covers(known) is true) continue;
            run = heard.Event is RunProgressed progress ? Advance(run, progress) : runs.Find(run.RunId) ?? run;
            yield return Item(Word(heard.Event, run), run);
        }
    }

    private async IAsyncEnumerable<SseItem<RunDocument>> ReadAllAsync(
        RunListener listener, Action cutOff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = listener;
        using var tooSlow = listener.CutOff.Register(cutOff);
        var open = new Dictionary<string, RunDocument>(StringComparer.Ordinal);

        // 2.
        foreach (var run in runs.Open()) yield return Item("state", open[run.RunId] = run);

        // 3.
        while (await HearAsync(listener, cancellationToken) is { } heard)
        {
            if (heard.Event is null)
            {
                foreach (var known in open.Keys.ToList()) if (Look(known) is { } item) yield return item;
                var others = runs.Open().Where(run => !open.ContainsKey(run.RunId));
                foreach (var run in others) yield return Item("state", open[run.RunId] = run);
            }
            else if (heard.Event is RunProgressed progress && open.TryGetValue(progress.RunId, out var going))
            {
                if (going.Progress?.Covers(progress) is not true) yield return Item("progress", open[going.RunId] = Advance(going, progress));
            }
            else if (Look(heard.Event.RunId, heard.Event) is { } item)
            {
                yield return item;
            }
        }

        SseItem<RunDocument>? Look(string runId, RunEvent? because = null)
        {
            open.Remove(runId);
            if (runs.Find(runId) is not { } run) return null;
            if (!run.HasEnded) open[runId] = run;
            return Item(Word(because, run), run);
        }
    }

    /// <returns>What was heard, which is nothing after a quiet time; null when the stream is to end.</returns>
    private async Task<Heard?> HearAsync(RunListener listener, CancellationToken cancellationToken)
    {
        try
        {
            return new(await listener.NextAsync(Quiet, time, cancellationToken));
        }
        catch (Exception end) when (end is ChannelClosedException or OperationCanceledException)
        {
            return null;
        }
    }

    private static RunDocument Advance(RunDocument run, RunProgressed progress) =>
        run with { State = RunState.Running, Attempts = Math.Max(1, run.Attempts), Progress = RunProgressDocument.Of(progress) };

    private static string Word(RunEvent? heard, RunDocument run) => heard switch
    {
        _ when run.HasEnded => run.State.ToString().ToLowerInvariant(),
        RunProgressed => "progress",
        RunAccepted => "accepted",
        _ => "state",
    };

    private static SseItem<RunDocument> Item(string word, RunDocument run) => new(run, word);

    private sealed record Heard(RunEvent? Event);
}
