using System.CommandLine;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli;

/// <summary>The whole program, from arguments to exit code.</summary>
/// <remarks>
/// 1. Configuration keys are taken out of the arguments. 2. The rest is parsed. 3. The command runs.
/// 4. Whatever is thrown on the way becomes a message with its remedy, and the exit code.
/// </remarks>
internal static class CommandLine
{
    public static async Task<ExitCode> RunAsync(string[] args, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            // 1.
            var configuration = ConfigurationArguments.Split(args);

            // 2.
            var commands = CommandTree.Create(configuration.Values, terminal, time);
            var parsed = commands.Parse(configuration.Rest, new() { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
                throw new UsageException(string.Join(' ', parsed.Errors.Select(error => error.Message)), $"See {Usage(parsed)} --help.");

            // 3.
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return (ExitCode)await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception e)
        {
            // 4.
            return FailureRenderer.Render(e, terminal, json: args.Contains("--json"), verbose: args.Contains("--verbose"));
        }
    }

    private static string Usage(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "stbackup" : $"stbackup {parsed.CommandResult.Command.Name}";
}
