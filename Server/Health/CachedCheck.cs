using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>
/// A check that looks once for all who ask at the same time and shortly after one another: asking often costs nothing and disturbs
/// nobody. A look that takes too long is given up, and counts as a fault.
/// </summary>
internal abstract class CachedCheck(TimeProvider time) : IHealthCheck, IDisposable
{
    /// <summary>The key of a result's data that holds what can be done about it.</summary>
    public const string Remedy = "remedy";

    /// <summary>The key of a result's data that holds when it was looked.</summary>
    public const string CheckedAt = "checkedAt";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private HealthCheckResult _last;
    private long _lookedAt;
    private bool _looked;

    /// <summary>The last result, or a new one when that is no longer fresh.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_looked && time.GetElapsedTime(_lookedAt) < FreshFor(_last)) return _last;
            _last = await LookWithinLimitAsync(cancellationToken);
            (_lookedAt, _looked) = (time.GetTimestamp(), true);
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Looks.</summary>
    protected abstract Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken);

    /// <summary>How long a result counts.</summary>
    protected abstract TimeSpan FreshFor(HealthCheckResult result);

    /// <summary>A result with its remedy; null for one that needs none.</summary>
    protected HealthCheckResult Result(HealthStatus status, string message, string? remedy = null)
    {
        var data = new Dictionary<string, object> { [CheckedAt] = time.GetUtcNow() };
        if (remedy is not null) data[Remedy] = remedy;
        return new(status, message, data: data);
    }

    private async Task<HealthCheckResult> LookWithinLimitAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await LookAsync(either.Token);
        }
        catch (Exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Result(HealthStatus.Unhealthy, $"It did not answer within {Limit.TotalSeconds} s.", "Look whether it hangs, or is overloaded.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = FailureMap.Explain(e);
            return Result(HealthStatus.Unhealthy, failure.Message, failure.Remedy);
        }
    }
}
