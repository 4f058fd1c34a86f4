using System.CommandLine;
using StreamingTracker.Backup.Benchmarks;
using StreamingTracker.Backup.Neo4jHost;

var nodes = new Option<int>("--nodes") { Description = "Nodes of the benchmark graph.", DefaultValueFactory = _ => 300_000 };
var relationships = new Option<int>("--relationships") { Description = "Relationships of the benchmark graph.", DefaultValueFactory = _ => 700_000 };
var runs = new Option<int>("--runs") { Description = "How often each way is measured; the median counts.", DefaultValueFactory = _ => 3 };

var export = new Command("export", "stbackup backup beside a raw drain of the same Bolt streams and cypher-shell with APOC.") { nodes, relationships, runs };
export.SetAction((arguments, cancellationToken) => ExportBenchmark.RunAsync(Settings(arguments), Console.Out, cancellationToken));

var restore = new Command("restore", "stbackup restore beside apoc.import.json and server-side creation.") { nodes, relationships, runs };
restore.SetAction((arguments, cancellationToken) => RestoreBenchmark.RunAsync(Settings(arguments), Console.Out, cancellationToken));

var digest = new Command("digest", "What the digest costs an export.") { nodes, relationships, runs };
digest.SetAction((arguments, cancellationToken) => DigestBenchmark.RunAsync(Settings(arguments), Console.Out, cancellationToken));

var backups = new Option<int>("--backups") { Description = "Backups of the archive.", DefaultValueFactory = _ => 5_000 };
var recorded = new Option<int>("--recorded") { Description = "Runs of its history.", DefaultValueFactory = _ => 100_000 };
var known = new Command("known", "What it costs to find out that a requested run is new.") { backups, recorded };
known.SetAction((arguments, cancellationToken) =>
    KnownRunsBenchmark.RunAsync(arguments.GetValue(backups), arguments.GetValue(recorded), Console.Out, cancellationToken));

try
{
    var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
    return await new RootCommand("Measures this program against the other ways to do its job, on a real Neo4j.") { export, restore, digest, known }
        .Parse(args).InvokeAsync(invocation);
}
catch (Exception e) when (e is BenchmarkException or Neo4jHostException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

BenchmarkSettings Settings(ParseResult arguments) =>
    new(arguments.GetValue(nodes), arguments.GetValue(relationships), arguments.GetValue(runs));
