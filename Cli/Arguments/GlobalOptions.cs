using System.CommandLine;

namespace StreamingTracker.Backup.Cli.Arguments;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Write one JSON document to standard output.", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "With an error, show where in the program it arose.",
        Recursive = true,
    };

    public Option<string?> Directory { get; } = new("--directory")
    {
        Description = "The archive's folder; short for --Backup:Directory. Default: backups.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public Option<string?> Neo4j { get; } = new("--neo4j")
    {
        Description = "The server, without a password: bolt://neo4j@localhost:7687/neo4j. It takes the place of ConnectionStrings:neo4j.",
        HelpName = "URI",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Add(Json);
        root.Add(Verbose);
        root.Add(Directory);
        root.Add(Neo4j);
    }
}
