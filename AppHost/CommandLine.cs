using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.AppHost;

/// <summary>What the host is told on its command line; everything else is configuration.</summary>
/// <param name="Neo4j">Which Neo4j to work with: <c>auto</c> (the default), <c>sandbox</c>, <c>local</c> or a URI.</param>
/// <param name="Help">Whether only the help is wanted.</param>
internal sealed record CommandLine(string Neo4j, bool Help)
{
    public const string HelpText =
        """
        Starts a Neo4j to work with and the server, asks it for a first backup, says how to restore that, and goes on until Ctrl+C.

          --neo4j auto       a configured connection string, else the installation at NEO4J_HOME, else the sandbox (default)
          --neo4j sandbox    an in-memory graph database with a small graph; it forgets everything at the end
          --neo4j local      the Neo4j installation at NEO4J_HOME, in a data folder that is kept between runs
          --neo4j URI        a running server, such as bolt://localhost:7687; user and password come from
                             Neo4j__User and Neo4j__PasswordFile

        Configuration (appsettings.json in the working folder, or the environment) is stbackup's own and the server's.
        """;

    private const string Option = "--neo4j";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are others than the help tells.</exception>
    public static CommandLine Read(IReadOnlyList<string> arguments) => arguments switch
    {
        [] => new("auto", Help: false),
        ["--help" or "-h" or "-?"] => new("auto", Help: true),
        [Option, { Length: > 0 } value] => new(value, Help: false),
        [var both] when both.StartsWith(Option + "=", StringComparison.Ordinal) && both.Length > Option.Length + 1 => new(both[(Option.Length + 1)..], Help: false),
        [Option, ..] => throw new UsageException($"{Option} wants one value.", "It is auto, sandbox, local, or a URI such as bolt://localhost:7687."),
        [var first, ..] when first.Split('=')[0] == "--messaging" => throw new UsageException(
            "--messaging belongs to the Aspire flavour: this one has the server alone, which needs no broker.",
            "Use dotnet run --project AppHost -p:UseAspire=true -- --messaging rabbitmq."),
        [var first, ..] => throw new UsageException($"{Printable.Text(first)} is no option of this program.", $"The only one is {Option}; --help explains it."),
    };
}
