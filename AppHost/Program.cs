using System.Runtime.InteropServices;
using StreamingTracker.Backup.AppHost;
using StreamingTracker.Backup.AppHost.Databases;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

// Ctrl+C and SIGTERM end the host in its own order; a second one ends it at once.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var arguments = CommandLine.Read(args);
    if (arguments.Help)
    {
        Console.WriteLine(CommandLine.HelpText);
        return (int)ExitCode.Done;
    }

    var configuration = ConfigurationSources.Build(new Dictionary<string, string?>());
    await using var database = await DatabaseChoice.StartAsync(arguments.Neo4j, configuration, stop.Token);
    await FirstBackup.MakeAsync(configuration, database, Console.Out, stop.Token);
    await StopRequested();
    Console.WriteLine("Stopping.");
    return (int)ExitCode.Done;
}
catch (Exception e) when (HostFailures.Explain(e) is { } failure)
{
    Console.Error.WriteLine($"{failure.Message}\n{failure.Remedy}");
    return (int)failure.ExitCode;
}

Task StopRequested()
{
    var requested = new TaskCompletionSource();
    stop.Token.Register(requested.SetResult);
    return requested.Task;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
