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
        HoldsAsync(() => Task.FromResult(condition()), limit, expression);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, TimeSpan, string)"/>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            var elapsed = TimeProvider.System.GetElapsedTime(began);
            if (elapsed > limit) Assert.Fail($"Within {limit.TotalSeconds} s it never held that {expression}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
