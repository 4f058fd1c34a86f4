using System.Runtime.InteropServices;
using StreamingTracker.Backup.AppHost;
using StreamingTracker.Backup.AppHost.Databases;
using StreamingTracker.Backup.Operations;
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
    var settings = SettingsReader.ReadArchiveOnly(configuration);
    var isConfigured = !string.IsNullOrEmpty(configuration[SettingsKeys.Directory]);
    var archive = isConfigured ? settings.Archive.Directory : RepositoryFolder.Within("backups");

    // What was started last ends first: the server before the Neo4j that it works with.
    await using var database = await DatabaseChoice.StartAsync(arguments.Neo4j, configuration, stop.Token);
    await new ProbeOperation(settings with { Neo4j = database.Settings }, TimeProvider.System).AskDatabaseAsync(stop.Token);
    await using var server = await ServerProcess.StartAsync(configuration, archive, database, Console.Out, stop.Token);
    await FirstBackup.MakeAsync(server, archive, database, Console.Out, stop.Token);
    await Task.WhenAny(StopRequested(), EndedByItself(server));
    if (!stop.IsCancellationRequested) throw server.Failure;
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

// Ctrl+C reaches the server, too, and that may be the first to tell.
async Task EndedByItself(ServerProcess server)
{
    await server.Ended;
    await Task.WhenAny(StopRequested(), Task.Delay(TimeSpan.FromSeconds(2)));
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
