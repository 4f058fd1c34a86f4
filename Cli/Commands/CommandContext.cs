using System.CommandLine;
using Microsoft.Extensions.Configuration;
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

    /// <summary>Runs something with its progress shown on standard error: live on a terminal, else one line a phase.</summary>
    public Task<T> WatchAsync<T>(Func<IProgress<RunProgress>, Task<T>> run) =>
        Terminal.ErrorIsTerminal && !Json ? LiveProgress.ShowAsync(Terminal, run) : run(new ProgressLines(Terminal.Error));
}
