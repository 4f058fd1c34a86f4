using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class ListRendererTests
{
    private readonly Screen _screen = new();

    [Fact]
    public void A_list_is_a_table_of_plain_text()
    {
        ListRenderer.Render([Screen.Version2, Screen.Version1, Screen.Damaged], Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            #  Name                                      Size  When              Nodes  Relationships  State
            1  streaming-tracker-backup-20260119_222349   68K  2026-01-19 22:23  1,003              2  fuzzy
            2  streaming-tracker-backup-20260118_020000  1.3M  2026-01-18 02:00      -              -  version 1.0
            3  odd                                         12  2025-07-01 02:00      -              -  damaged: Its manifest can't be read.

            """,
            _screen.Text);
    }

    [Fact]
    public void The_list_to_choose_from_is_that_of_the_scripts()
    {
        ListRenderer.RenderNumbered([Screen.Version2, Screen.Version1, Screen.Damaged], Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            Available backups:
            [1] streaming-tracker-backup-20260119_222349 (68K, 2026-01-19 22:23)
            [2] streaming-tracker-backup-20260118_020000 (1.3M, 2026-01-18 02:00)
            [3] odd (12, 2025-07-01 02:00) - damaged: Its manifest can't be read.

            """,
            _screen.Text);
    }

    [Fact]
    public void An_empty_archive_says_where_nothing_is()
    {
        ListRenderer.Render([], Screen.Archive, _screen.Terminal);

        Assert.Equal("There is no backup in /srv/backups.\n", _screen.Text);
    }
}
