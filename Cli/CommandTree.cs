using System.CommandLine;
using System.CommandLine.Help;
using StreamingTracker.Backup.Cli.Arguments;
using StreamingTracker.Backup.Cli.Commands;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli;

/// <summary>The commands.</summary>
internal static class CommandTree
{
    private const string Description =
        """
        Online backup and restore for Neo4j.

        Any configuration key can be given as --Key=VALUE, such as --Backup:Name=NAME; passwords come from the environment
        (ConnectionStrings__neo4j=bolt://user:password@host:7687/database) or a file (--Neo4j:PasswordFile=FILE).

        Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 refused, 5 unreachable or unauthenticated, 6 corrupt backup,
        7 database and backup differ, 130 interrupted. With --json, errors are {"error":{...}} on standard output.
        """;

    public static RootCommand Create(IReadOnlyDictionary<string, string?> configuration, Terminal terminal, TimeProvider time)
    {
        var options = new GlobalOptions();
        var runner = new CommandRunner(options, configuration, terminal, time);
        var root = new RootCommand(Description)
        {
            BackupCommand.Create(runner),
            RestoreCommand.Create(runner),
            ListCommand.Create(runner),
            ShowCommand.Create(runner),
            VerifyCommand.Create(runner),
            PruneCommand.Create(runner),
            PinCommands.CreatePin(runner),
            PinCommands.CreateUnpin(runner),
            RunsCommand.Create(runner),
            ScheduleCommand.Create(runner),
        };
        options.AddTo(root);
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }
}
