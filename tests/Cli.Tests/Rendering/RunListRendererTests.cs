using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class RunListRendererTests
{
    private readonly Screen _screen = new();

    [Fact]
    public void Runs_are_a_table_with_those_that_are_going_first()
    {
        RunListRenderer.Render(
            new([Runs.Going, Runs.Going with { RunId = "6f", Attempts = 0 }], [Runs.Completed, Runs.Failed, Runs.Refused, Runs.Verified], 1),
            Screen.Archive,
            _screen.Terminal);

        Assert.Equal(
            """
            Run       Kind                Started             Duration  Outcome              Backup
            5e000000  backup              2026-01-19 23:00           -  going                -
            6f        backup              2026-01-19 23:00           -  waiting              -
            1f3a9c02  backup (scheduled)  2026-01-19 22:23      10.0 s  completed            streaming-tracker-backup-20260119_222349
            2b000000  restore             2026-01-19 21:00  1 min 15 s  failed: unreachable  -
            3c000000  backup (scheduled)  2026-01-19 20:00           -  refused: busy        -
            4d000000  verify              2026-01-19 19:00       1.0 s  completed            2 backups
            1 line of the history can't be read: torn by a crash, or of a newer version.

            """,
            _screen.Text);
    }

    [Fact]
    public void An_archive_without_runs_says_so()
    {
        RunListRenderer.Render(new([], [], 0), Screen.Archive, _screen.Terminal);

        Assert.Equal("There was no run yet in /srv/backups.\n", _screen.Text);
    }
}
