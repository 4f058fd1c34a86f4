using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>
/// Restores whose process is killed, again and again, while the database lives on: of a graph that fits one transaction, and of the
/// same as if it did not. Each round:
/// 1. makes the graph another one than the backup's, after a restore that is left alone in every tenth;
/// 2. kills a restore of the backup;
/// 3. where that is unfinished, ends it by <c>--resume</c> or <c>--rollback</c>, and every other time kills another such end before;
/// 4. looks at the database: the new graph where the journal says that it was restored, else the old one;
/// 5. makes a backup, and looks at the archive: each backup verifies, and nothing is left of what was killed.
/// </summary>
public abstract class KilledRestoresContract
{
    private const int MessagesOfARestore = 110;
    private const int RoundsBetweenTwoMeasures = 10;
    private const string Database = "neo4j";

    [Fact]
    public async Task Whenever_it_is_killed_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either()
    {
        await using var survivor = await StartAsync();
        var (killer, rounds) = (new Killer(survivor, "@neo4j.json.", MessagesOfARestore), new Rounds(GetType().Name, Count));
        var journals = new RestoreJournals(survivor.Settings.Archive);
        var newGraph = await survivor.LookAsync();
        var backup = (await survivor.BackUpAsync("the one to restore")).Backup.Name;
        var (unfinished, ends) = (0, 0);
        await rounds.PlayAsync(async round =>
        {
            // 1.
            await survivor.WriteAsync();
            if (round % RoundsBetweenTwoMeasures == 0)
            {
                await killer.MeasureAsync("restore", backup, "--yes");
                await survivor.WriteAsync();
                survivor.DeleteAllBut(backup);
            }

            var oldGraph = await survivor.LookAsync();
            var before = journals.Find(Database)!.RunId;
            string[] batches = Random.Shared.Next(2) == 0 ? [] : ["--Restore:OneTransactionUpTo=0"];

            // 2.
            rounds.Scene = await killer.KillAsync(["restore", backup, "--yes", .. batches]);
            var journal = journals.Find(Database)!;
            rounds.Count("killed " + (journal.RunId == before ? "before its journal" : journal.IsOpen ? "within its journal" : "after its journal"));

            // 3.
            if (journal.IsOpen && unfinished++ % 2 == 0)
            {
                rounds.Scene += "; then " + await killer.KillAsync(["restore", End(ends++), "--yes", .. batches]);
                rounds.Count("with a killed end");
            }

            if (journals.Find(Database)!.IsOpen)
            {
                var end = End(ends++);
                rounds.Scene += "; then " + end;
                await survivor.Stbackup.RunAsync(["restore", end, "--yes", .. batches]);
                rounds.Count("ended by " + end);
            }

            // 4.
            journal = journals.Find(Database)!;
            var isNew = journal.RunId != before && journal.Outcome == JournalOutcome.Restored;
            rounds.Count(isNew ? "with the new graph" : "with the old graph");
            Assert.Equal(isNew ? newGraph : oldGraph, await survivor.LookAsync());

            // 5.
            var last = await survivor.BackUpAsync("after a restore");
            var found = survivor.Archive.List();
            Assert.Empty(survivor.Files.Leftovers(found.Select(found => found.Name)));
            foreach (var one in found)
            {
                var isSafety = one.Name != backup && one.Name != last.Backup.Name;
                Assert.Equal(isSafety ? oldGraph : one.Name == backup || isNew ? newGraph : oldGraph, await Survivor.VerifyAsync(one));
            }

            survivor.DeleteAllBut(backup);
        });
    }

    /// <summary>How many rounds.</summary>
    private protected abstract int Count { get; }

    private protected abstract Task<Survivor> StartAsync();

    private static string End(int turn) => turn % 2 == 0 ? "--resume" : "--rollback";
}

public sealed class KilledRestoresInSandbox : KilledRestoresContract
{
    private protected override int Count => LongRun.Rounds(8, 1000);

    private protected override Task<Survivor> StartAsync() => Survivor.InSandboxAsync();
}

[Collection<RealServer>]
public sealed class KilledRestoresOnRealServer(Neo4jServerFixture neo4j) : KilledRestoresContract
{
    private protected override int Count => LongRun.Rounds(3, 100);

    private protected override Task<Survivor> StartAsync() => Survivor.OnServerAsync(neo4j);
}
