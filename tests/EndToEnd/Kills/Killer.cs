using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>
/// Starts a command of <c>stbackup</c> and kills it, in turn:
/// 0. at a moment drawn evenly from its start to a little after its usual end;
/// 1. likewise from when it holds the database's lock, so that not most kills come before it has begun;
/// 2. just after a file has appeared that is there for moments only, which chance would hardly meet;
/// 3. in a sandbox, at one of the messages that it sends: what it has sent, the database does on its own.
/// </summary>
/// <param name="survivor">The database and archive.</param>
/// <param name="passing">What the name of such a file contains.</param>
/// <param name="messages">About as many messages as it sends.</param>
internal sealed class Killer(Survivor survivor, string passing, int messages)
{
    private const double LittleAfterTheEnd = 1.1;
    private const int Killed = 128 + 9;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(3);

    private TimeSpan _toTheLock, _fromTheLock;
    private int _turn;

    /// <summary>Runs the command to its end, and remembers how long it took.</summary>
    public async Task MeasureAsync(params string[] arguments)
    {
        var before = survivor.Files.Names;
        var began = TimeProvider.System.GetTimestamp();
        await using var process = Start(arguments);
        await UntilAsync(() => process.HasExited || HasLock(before));
        _toTheLock = TimeProvider.System.GetElapsedTime(began);
        await process.WaitForExitAsync(Limit);
        _fromTheLock = TimeProvider.System.GetElapsedTime(began) - _toTheLock;
        Assert.True(process.ExitCode == 0, process.Output + process.Error);
    }

    /// <summary>Starts the command and kills it.</summary>
    /// <returns>The command and when it was killed, in words.</returns>
    public async Task<string> KillAsync(params string[] arguments)
    {
        var before = survivor.Files.Names;
        var way = _turn++ % (survivor.Faults is null ? 3 : 4);
        var message = Random.Shared.Next(1, messages + 1);
        var struck = survivor.Faults?.Struck;
        if (way == 3) survivor.Faults!.Arm(SandboxTrigger.Message, message, SandboxFault.Stall);
        await using var process = Start(arguments);
        var moment = way switch
        {
            0 => await PauseAsync(_toTheLock + _fromTheLock, "after its start"),
            1 => await PauseAfterTheLockAsync(process, before),
            2 => await AwaitPassingAsync(process, before),
            _ => await AwaitMessageAsync(process, message, struck),
        };
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(Limit);
        survivor.Faults?.Clear();
        moment = $"{string.Join(' ', arguments)}, killed {moment}";
        Assert.True(process.ExitCode is 0 or Killed, $"{moment}, ended with {process.ExitCode}:\n{process.Output}{process.Error}");
        return moment;
    }

    private RunningProcess Start(string[] arguments)
    {
        var process = survivor.Stbackup.Start(arguments);
        process.Input.Close();
        return process;
    }

    private async Task<string> PauseAfterTheLockAsync(RunningProcess process, IReadOnlyCollection<string> before)
    {
        await UntilAsync(() => process.HasExited || HasLock(before));
        return await PauseAsync(_fromTheLock, "after it had the lock");
    }

    private async Task<string> AwaitPassingAsync(RunningProcess process, IReadOnlyCollection<string> before)
    {
        await UntilAsync(() => process.HasExited || HasLock(before));
        SpinWait.SpinUntil(() => process.HasExited || Appeared(before, passing), Limit);
        var pause = Moment * Random.Shared.NextDouble();
        var began = TimeProvider.System.GetTimestamp();
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(began) >= pause);
        return $"{pause.TotalMilliseconds:0.0} ms after …{passing}… appeared";
    }

    private async Task<string> AwaitMessageAsync(RunningProcess process, int message, int? struck)
    {
        await UntilAsync(() => process.HasExited || survivor.Faults!.Struck > struck);
        return $"at message {message}";
    }

    private static async Task<string> PauseAsync(TimeSpan usual, string after)
    {
        var pause = usual * (LittleAfterTheEnd * Random.Shared.NextDouble());
        await Task.Delay(pause, TestContext.Current.CancellationToken);
        return $"{pause.TotalMilliseconds:0} ms {after}";
    }

    // Each run takes a lock of the next number.
    private bool HasLock(IReadOnlyCollection<string> before) => Appeared(before, "/locks/");

    private bool Appeared(IReadOnlyCollection<string> before, string part) =>
        survivor.Files.Names.Any(file => file.Contains(part, StringComparison.Ordinal) && !before.Contains(file));

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"Nothing happened for {Limit}");
            await Task.Delay(Glance, TestContext.Current.CancellationToken);
        }
    }
}
