using System.Globalization;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Processes;

/// <summary>What another process does to an archive. It begins when it is told a line, and says what came of it.</summary>
internal static class OtherProcess
{
    public const string Command = "--other-process";

    /// <summary>How long a test waits for it.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Starts one of the commands below on the archive.</summary>
    public static RunningProcess Start(BackupArchiveOptions archive, string command, params string[] arguments) =>
        RunningProcess.Start("dotnet", [typeof(OtherProcess).Assembly.Location, Command, command, archive.Directory, .. arguments]);

    /// <summary>Tells it a line.</summary>
    public static async Task TellAsync(this RunningProcess process, string line)
    {
        await process.Input.WriteLineAsync(line);
        await process.Input.FlushAsync(GraphFile.Cancel);
    }

    /// <summary>Waits until it says something; fails when it ends without.</summary>
    public static Task SaysAsync(this RunningProcess process, string what) => Eventually.HoldsAsync(
        async () =>
        {
            // An ended process has said all only when all has been read.
            var hasEnded = process.HasExited;
            if (hasEnded) await process.WaitForExitAsync(Limit);
            var hasSaid = process.Output.Contains(what, StringComparison.Ordinal);
            Assert.False(hasEnded && !hasSaid, $"It ended: {process.Output}{process.Error}");
            return hasSaid;
        },
        Limit);

    /// <summary>What it is as a process.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var archive = new BackupArchiveOptions(args[1]);
        await (args[0] switch
        {
            "hold" => HoldAsync(archive, Lease(args[2])),
            "compete" => CompeteAsync(archive, Lease(args[2]), Number(args[3])),
            "append" => AppendAsync(archive, Number(args[2])),
            "accept" => AcceptAsync(archive, Number(args[2])),
            var other => throw new ArgumentException(other),
        });
        return 0;
    }

    public static Task<DatabaseLock> TakeAsync(BackupArchiveOptions archive, LockOptions options, CancellationToken cancellationToken) =>
        DatabaseLock.AcquireAsync(
            archive,
            "neo4j",
            new LockHolder(TestArchive.NewRunId(), "backup", $"process {Environment.ProcessId}", TimeProvider.System.GetUtcNow()),
            options,
            TimeProvider.System,
            cancellationToken);

    /// <summary>Holds the lock, and at each line says whether it still does.</summary>
    private static async Task HoldAsync(BackupArchiveOptions archive, LockOptions options)
    {
        await using var held = await TakeAsync(archive, options, CancellationToken.None);
        Console.WriteLine("held");
        while (await Console.In.ReadLineAsync() is not null)
        {
            try
            {
                held.DemandHeld();
                Console.WriteLine("still held");
            }
            catch (LockLostException fault)
            {
                Console.WriteLine($"lost: {fault.Message}");
            }
        }
    }

    /// <summary>Takes the lock so many times, asking every few milliseconds, and each time alone is where nobody else may be.</summary>
    private static async Task CompeteAsync(BackupArchiveOptions archive, LockOptions options, int times)
    {
        await ReadyAsync();
        for (var taken = 0; taken < times;)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(5));
            try
            {
                await using var held = await TakeAsync(archive, options, patience.Token);
                using (File.Open(Path.Combine(archive.Directory, "alone"), FileMode.CreateNew)) held.DemandHeld();
                File.Delete(Path.Combine(archive.Directory, "alone"));
                taken++;
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                // The other one has it.
            }
        }
        Console.WriteLine("done");
    }

    private static async Task AppendAsync(BackupArchiveOptions archive, int times)
    {
        await ReadyAsync();
        var history = new RunHistory(archive);
        for (var run = 0; run < times; run++) await history.AppendAsync(TestRuns.Ended(), CancellationToken.None);
        Console.WriteLine("done");
    }

    private static async Task AcceptAsync(BackupArchiveOptions archive, int times)
    {
        await ReadyAsync();
        var (runs, accepted) = (new AcceptedRuns(archive, null), 0);
        for (var run = 0; run < times; run++)
        {
            if ((await runs.AcceptAsync(TestRuns.Accepted(), AcceptedRuns.MostOfAKind, CancellationToken.None)).Accepted) accepted++;
        }
        Console.WriteLine($"accepted {accepted}");
    }

    private static async Task ReadyAsync()
    {
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
    }

    private static LockOptions Lease(string seconds) => new() { Lease = TimeSpan.FromSeconds(Number(seconds)) };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
