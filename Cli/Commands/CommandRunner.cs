using System.CommandLine;
using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Cli.Arguments;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary>Gives every command what it needs: configuration, terminal and clock.</summary>
internal sealed class CommandRunner(
    GlobalOptions options, IReadOnlyDictionary<string, string?> configuration, Terminal terminal, TimeProvider time)
{
    /// <summary>Makes <paramref name="body"/> what the command does.</summary>
    public void Run(Command command, Func<CommandContext, CancellationToken, Task<ExitCode>> body) =>
        command.SetAction(async (parsed, cancellationToken) => (int)await body(Context(parsed), cancellationToken));

    private CommandContext Context(ParseResult parsed)
    {
        var values = new Dictionary<string, string?>(configuration, StringComparer.OrdinalIgnoreCase);
        if (parsed.GetValue(options.Directory) is { } directory) values[SettingsKeys.Directory] = directory;
        if (parsed.GetValue(options.Neo4j) is { } uri)
        {
            PasswordArguments.Refuse(SettingsKeys.Uri, uri);
            values[SettingsKeys.Uri] = uri;
            values[SettingsKeys.ConnectionString] = "";
        }

        return new(parsed, ConfigurationSources.Build(values), terminal, time, parsed.GetValue(options.Json));
    }
}

/// <summary>One invocation of a command.</summary>
/// <param name="Parsed">Its own options and arguments.</param>
/// <param name="Configuration">The configuration, all sources together.</param>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Time">The clock.</param>
/// <param name="Json">Whether the result is to be one JSON document.</param>
internal sealed record CommandContext(ParseResult Parsed, IConfiguration Configuration, Terminal Terminal, TimeProvider Time, bool Json)
{
    /// <summary>The settings, a database among them.</summary>
    public OperationSettings Settings { get => field ??= SettingsReader.Read(Configuration); private set; }

    /// <summary>The settings of commands that look at backups alone.</summary>
    public OperationSettings ArchiveSettings { get => field ??= SettingsReader.ReadArchiveOnly(Configuration); private set; }

    /// <summary>Runs something with its progress shown on standard error: bars on a terminal, else one line a phase.</summary>
    public Task<T> WatchAsync<T>(Func<IProgress<RunProgress>, Task<T>> run) =>
        Terminal.ErrorIsTerminal && !Json ? ProgressBars.ShowAsync(Terminal, run) : run(new ProgressLines(Terminal.Error));
}
