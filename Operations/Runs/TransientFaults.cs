using Polly;
using Polly.Retry;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>Tries again after faults that pass by themselves. Each retry is seen in the run's trace and phases.</summary>
internal static class TransientFaults
{
    /// <summary>Does something, and again from its beginning when it fails for a reason that may pass.</summary>
    /// <param name="settings">How often, and after which pauses.</param>
    /// <param name="run">The run it is a part of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="attempt">Leaves nothing behind when it fails.</param>
    /// <param name="cancellationToken">Ends attempt and pause.</param>
    public static async Task<T> RetryAsync<T>(
        RetrySettings settings, Run run, TimeProvider time, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        if (settings.Retries == 0) return await attempt(cancellationToken);
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } fault && MayPass(fault)),
                MaxRetryAttempts = settings.Retries,
                Delay = settings.Pause,
                MaxDelay = settings.LongestPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = retry =>
                {
                    run.Retry(retry.Outcome.Exception!, retry.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        return await pipeline.ExecuteAsync(async token => await attempt(token), cancellationToken);
    }

    /// <summary>Whether a fault may be gone at the next attempt. A wrong password, a full disk and a damaged backup stay.</summary>
    public static bool MayPass(Exception fault) =>
        fault is BoltException { IsTransient: true } or ImportFailedException { InnerException: BoltException { IsTransient: true } };
}
