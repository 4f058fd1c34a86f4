using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>
/// Starts a command of <c>stbackup</c> and kills it, in turn:
/// 1. at a moment drawn evenly from its start to a little after its usual end;
/// 2. likewise from when it holds the database's lock, so that not all moments pass before it has begun;
/// 3. in a sandbox, at one of the messages that it sends, with which the database goes on alone.
/// </summary>
/// <param name="survivor">The database and archive.</param>
/// <param name="messages">About as many messages as it sends.</param>
internal sealed class Killer(Survivor survivor, int messages)
{
    private const double LittleAfterTheEnd = 1.1;
    private const int Killed = 128 + 9;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    private TimeSpan _toTheLock, _fromTheLock;
    private int _turn;

    /// <summary>Runs the command to its end, and remembers how long it took.</summary>
    public async Task MeasureAsync(params string[] arguments)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var process = Start(arguments, out var isLocked);
        await UntilAsync(() => process.HasExited || isLocked());
        _toTheLock = TimeProvider.System.GetElapsedTime(began);
        await process.WaitForExitAsync(Limit);
        _fromTheLock = TimeProvider.System.GetElapsedTime(began) - _toTheLock;
        Assert.True(process.ExitCode == 0, process.Output + process.Error);
    }

    /// <summary>Starts the command and kills it.</summary>
    /// <returns>When it was killed, in words.</returns>
    public async Task<string> KillAsync(params string[] arguments)
    {
        var way = _turn++ % (survivor.Faults is null ? 2 : 3);
        var (message, struck) = (Random.Shared.Next(1, messages + 1), survivor.Faults?.Struck);
        if (way == 2) survivor.Faults!.Arm(SandboxTrigger.Message, message, SandboxFault.Stall);
        await using var process = Start(arguments, out var isLocked);
        var pause = (way == 0 ? _toTheLock + _fromTheLock : _fromTheLock) * (LittleAfterTheEnd * Random.Shared.NextDouble());
        var moment = $"{string.Join(' ', arguments)}, killed {way switch
        {
            0 => $"{pause.TotalMilliseconds:0} ms after its start",
            1 => $"{pause.TotalMilliseconds:0} ms after it had the lock",
            _ => $"at message {message}",
        }}";

        // 1. to 3.
        if (way == 2) await UntilAsync(() => process.HasExited || survivor.Faults!.Struck > struck);
        if (way == 1) await UntilAsync(() => process.HasExited || isLocked());
        if (way != 2) await Task.Delay(pause, TestContext.Current.CancellationToken);
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(Limit);
        survivor.Faults?.Clear();
        Assert.True(process.ExitCode is 0 or Killed, $"{moment}, ended with {process.ExitCode}:\n{process.Output}{process.Error}");
        return moment;
    }

    private RunningProcess Start(string[] arguments, out Func<bool> isLocked)
    {
        var before = survivor.Files.Locks;
        isLocked = () => survivor.Files.Locks.Except(before).Any();
        var process = survivor.Stbackup.Start(arguments);
        process.Input.Close();
        return process;
    }

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
