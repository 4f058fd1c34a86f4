using System.Runtime.CompilerServices;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>Waits for what another process or thread brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a condition holds; fails the test when it does not within the limit.</summary>
    public static Task HoldsAsync(
        Func<bool> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        HoldsAsync(condition, limit, () => expression);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, TimeSpan, string)"/>
    /// <param name="what">What should have been, and what was instead: asked for when it did not hold within the limit.</param>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, Func<string> what) =>
        HoldsAsync(() => Task.FromResult(condition()), limit, what);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, TimeSpan, string)"/>
    public static Task HoldsAsync(
        Func<Task<bool>> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        HoldsAsync(condition, limit, () => expression);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, TimeSpan, Func{string})"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            var elapsed = TimeProvider.System.GetElapsedTime(began);
            if (elapsed > limit) Assert.Fail($"Within {limit.TotalSeconds} s it never held that {what()}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
