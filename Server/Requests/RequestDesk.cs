using MassTransit;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Runs;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.Server.Requests;

/// <summary>What became of a request that was sent to the workers.</summary>
internal abstract record Answer(string RunId)
{
    /// <summary>A worker has recorded it, or had before.</summary>
    public sealed record Accepted(string RunId, string ServedBy) : Answer(RunId);

    /// <summary>A worker has refused it.</summary>
    public sealed record Refused(string RunId, RunFailure Failure) : Answer(RunId);

    /// <summary>The bus has taken it, and no worker has answered yet.</summary>
    public sealed record Sent(string RunId) : Answer(RunId);

    /// <summary>The bus did not take it, as far as is known.</summary>
    public sealed record NotSent(string RunId) : Answer(RunId);

    /// <summary>It was not sent, since no worker could ever take it.</summary>
    public sealed record NoWorker(string RunId) : Answer(RunId);
}

/// <summary>Sends requests to the workers and waits a little for their answer.</summary>
/// <remarks>
/// 1. A run that the archive knows already, by its client's key, was asked for before: there is nothing to send.
/// 2. What no worker could take is not sent.
/// 3. Listens for the answer before it asks.
/// 4. Publishes. The bus gets some seconds to take it.
/// 5. Waits some seconds until a worker has recorded or refused it. A server that stops waits no longer.
/// </remarks>
internal sealed partial class RequestDesk(
    IBus bus, RequestReach reach, RunNews news, RunCatalog runs, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RequestDesk> logger)
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Asks for a run.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="hasKey">Whether the run's id is a client's, which may have sent it before.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Archive.ArchiveUnavailableException">The archive cannot be read.</exception>
    public async Task<Answer> AskAsync<T>(T request, bool hasKey, CancellationToken cancellationToken)
        where T : RunRequested
    {
        // 1.
        if (hasKey && runs.Find(request.RunId) is not null) return new Answer.Accepted(request.RunId, request.RunId);

        // 2.
        if (!reach.Includes<T>()) return new Answer.NoWorker(request.RunId);

        // 3.
        using var listener = news.Listen(request.RunId);

        // 4.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        if (!await PublishAsync(request, patience.Token, cancellationToken)) return new Answer.NotSent(request.RunId);

        // 5.
        return await HearAsync(listener, request.RunId, patience.Token, cancellationToken) ?? new Answer.Sent(request.RunId);
    }

    private async Task<Answer?> HearAsync(RunListener listener, string runId, CancellationToken patience, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            while (AnswerLimit - time.GetElapsedTime(asked) is { Ticks: > 0 } left && await listener.NextAsync(left, time, patience) is { } heard)
            {
                if (heard is RunAccepted accepted) return new Answer.Accepted(runId, accepted.ServedBy);
                if (heard is RunRefused refused) return new Answer.Refused(runId, refused.Failure);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The server stops; whoever asks is told what is known so far.
        }

        return null;
    }

    private async Task<bool> PublishAsync<T>(T request, CancellationToken patience, CancellationToken cancellationToken)
        where T : RunRequested
    {
        using var late = new CancellationTokenSource(PublishLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, patience);
        try
        {
            await bus.Publish(request, either.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotSent(request.RunId, e);
            return false;
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Warning, Message = "Request {RunId} could not be sent: the bus did not take it")]
    private partial void LogNotSent(string runId, Exception exception);
}
