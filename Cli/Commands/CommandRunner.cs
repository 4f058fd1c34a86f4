using System.CommandLine;
using StreamingTracker.Backup.Cli.Arguments;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

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
