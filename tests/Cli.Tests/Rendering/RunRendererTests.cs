using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class RunRendererTests
{
    private readonly Screen _screen = new();

    [Fact]
    public void For_a_file_a_run_is_its_facts_and_the_figures_of_its_phases()
    {
        RunRenderer.Render(Runs.Completed, Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            Run          1f3a9c0200000000000000000000000a
            Kind         backup, scheduled
            Outcome      completed
            Started      2026-01-19 22:23 Europe/Paris
            Duration     10.0 s
            By           host, process 12
            Database     neo4j
            Backup       streaming-tracker-backup-20260119_222349
            Moved        61 nodes, 192 relationships
            Bytes        52,747
            Consistency  exact
            Trace        0af7651916cd43dd8448eb211c80319c

            Phase            After  Duration  Entities
            connect           0 ms     40 ms         -
            export.nodes     1.0 s     4.0 s        61
            archive.publish  5.0 s     5.0 s         -

            """,
            _screen.Text);
    }

    [Fact]
    public void On_a_terminal_every_phase_has_a_bar_where_and_as_long_as_it_was()
    {
        RunRenderer.Render(Runs.Completed, Screen.Archive, _screen.Terminal with { OutWidth = 64 });

        Assert.EndsWith(
            """
            Phase            After  Duration  Entities
            connect           0 ms     40 ms         -  ▏
            export.nodes     1.0 s     4.0 s        61    ████████
            archive.publish  5.0 s     5.0 s         -            ██████████

            """,
            _screen.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    [InlineData(500)]
    public void No_bar_is_wider_than_the_window(int width)
    {
        RunRenderer.Render(Runs.Completed, Screen.Archive, _screen.Terminal with { OutWidth = width });

        Assert.All(_screen.Text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.Contains("█", _screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_too_narrow_for_bars_shows_the_figures()
    {
        RunRenderer.Render(Runs.Completed, Screen.Archive, _screen.Terminal with { OutWidth = 50 });

        Assert.DoesNotContain("█", _screen.Text, StringComparison.Ordinal);
        Assert.Contains("archive.publish", _screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_failed_says_why_and_what_to_do_and_obeys_nothing()
    {
        RunRenderer.Render(Runs.Failed, Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            Run       2b00000000000000000000000000000b
            Kind      restore, manual
            Outcome   failed
            Because   The \u001B[31mserver is away. (unreachable)
            Remedy    Start it.
            Started   2026-01-19 21:00 Europe/Paris
            Duration  1 min 15 s
            Attempts  3
            By        host, process 13

            """,
            _screen.Text);
    }
}
