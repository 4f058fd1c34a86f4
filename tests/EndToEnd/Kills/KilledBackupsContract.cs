using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>
/// Backups whose process is killed, again and again, while the database lives on. Each round:
/// 1. makes the graph another one;
/// 2. kills a backup of it, in every fifth round over what the one before has left;
/// 3. makes another backup, in this process or in one of its own: no dead holder's lock is in its way;
/// 4. looks at all that is there: each backup that had been published still is, each verifies and holds the graph of its round, and
///    nothing else is in the archive's folder than what is there after any run.
/// </summary>
public abstract class KilledBackupsContract
{
    private const int MessagesOfABackup = 36;
    private const int RoundsBetweenTwoPrograms = 10;
    private const string Usual = "a usual one";

    private readonly Dictionary<string, HeldGraph> _graphs = [];

    [Fact]
    public async Task Whenever_it_is_killed_its_backup_is_there_wholly_or_not_at_all_and_the_next_run_leaves_nothing_behind()
    {
        await using var survivor = await StartAsync();
        var (killer, rounds) = (new Killer(survivor, ".manifest.json.", MessagesOfABackup), new Rounds(GetType().Name, Count));
        _graphs[Usual] = await survivor.LookAsync();
        await killer.MeasureAsync("backup", "--note", Usual);
        await rounds.PlayAsync(async round =>
        {
            // 1.
            var note = $"round {round}";
            await survivor.WriteAsync();
            _graphs[note] = await survivor.LookAsync();

            // 2.
            var before = survivor.Files.Names;
            rounds.Scene = await killer.KillAsync("backup", "--note", note);
            var published = survivor.Archive.List().Where(backup => backup.Manifest is not null).ToList();
            var isPublished = published.Any(backup => backup.Manifest!.Note == note);
            rounds.Count("killed " + (isPublished ? "after it had published" : Stage(survivor.Files.Names.Except(before))));
            if (round % 5 == 1) return;

            // 3.
            if (round % RoundsBetweenTwoPrograms == 0) await killer.MeasureAsync("backup", "--note", note);
            else await BackUpAsync(survivor, note);

            // 4.
            var found = survivor.Archive.List();
            var completed = found.Count - published.Count - 1;
            for (var i = 0; i < completed; i++) rounds.Count("completed by the next run");
            Assert.Empty(published.Select(backup => backup.Name).Except(found.Select(backup => backup.Name)));
            foreach (var backup in found) Assert.Equal(_graphs[backup.Manifest!.Note!], await Survivor.VerifyAsync(backup));
            Assert.Empty(survivor.Files.Leftovers(found.Select(backup => backup.Name)));
            survivor.DeleteAllBut(found[0].Name);
        });
    }

    /// <summary>How many rounds.</summary>
    private protected abstract int Count { get; }

    private protected abstract Task<Survivor> StartAsync();

    private static string Stage(IEnumerable<string> left)
    {
        var partial = left.Where(file => file.EndsWith(".partial", StringComparison.Ordinal) && !file.Contains('/', StringComparison.Ordinal)).ToList();
        return partial.Any(file => file.Contains(".manifest.json.", StringComparison.Ordinal)) ? "while it published"
            : partial.Count > 0 ? "while it wrote"
            : "before it wrote";
    }

    private static async Task BackUpAsync(Survivor survivor, string note)
    {
        var made = await survivor.BackUpAsync(note);
        var locking = made.Phases.Single(phase => phase.Name == "lock").Duration;
        Assert.True(locking < survivor.Settings.Lock.Lease, $"It took {locking} to get past the dead holder's lock");
    }
}

public sealed class KilledBackupsInSandbox : KilledBackupsContract
{
    private protected override int Count => LongRun.Rounds(8, 1000);

    private protected override Task<Survivor> StartAsync() => Survivor.InSandboxAsync();
}

[Collection<RealServer>]
public sealed class KilledBackupsOnRealServer(Neo4jServerFixture neo4j) : KilledBackupsContract
{
    private protected override int Count => LongRun.Rounds(4, 200);

    private protected override Task<Survivor> StartAsync() => Survivor.OnServerAsync(neo4j);
}
