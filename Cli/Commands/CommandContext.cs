using System.CommandLine;
using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary>One invocation of a command.</summary>
/// <param name="Parsed">Its own options and arguments.</param>
/// <param name="Configuration">The configuration, all sources together.</param>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Time">The clock.</param>
/// <param name="Json">Whether the result is to be one JSON document.</param>
internal sealed record CommandContext(ParseResult Parsed, IConfiguration Configuration, Terminal Terminal, TimeProvider Time, bool Json)
{
    /// <summary>The settings, a database among them.</summary>
    public OperationSettings Settings => field ??= SettingsReader.Read(Configuration);

    /// <summary>The settings of commands that look at backups alone.</summary>
    public OperationSettings ArchiveSettings => field ??= SettingsReader.ReadArchiveOnly(Configuration);

    /// <summary>The configured database's name, as far as one is given; null for the user's home database.</summary>
    public string? DatabaseName => SettingsReader.ReadDatabaseName(new ConfigurationValues(Configuration));

    /// <summary>Does a run, recorded in the archive's history, with its progress shown on standard error.</summary>
    public Task<T> RunAsync<T>(RunKind kind, OperationSettings settings, Func<Run, Task<T>> body) =>
        WatchAsync(progress => new RunRecorder(settings, Time).RecordAsync(new() { Kind = kind }, progress, body));

    /// <summary>Does something like a run that leaves nothing in the history, with its progress shown on standard error.</summary>
    public Task<T> PlanAsync<T>(RunKind kind, OperationSettings settings, Func<Run, Task<T>> body) =>
        WatchAsync(progress => new RunRecorder(settings, Time).TraceAsync(new() { Kind = kind }, "restore.plan", progress, body));

    // Live on a terminal, else one line a phase.
    private Task<T> WatchAsync<T>(Func<IProgress<RunProgress>, Task<T>> run) =>
        Terminal.ErrorIsTerminal && !Json ? LiveProgress.ShowAsync(Terminal, run) : run(new ProgressLines(Terminal.Error));
}
