using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class ShowRendererTests
{
    private readonly Screen _screen = new();

    [Fact]
    public void A_backup_is_shown_with_all_that_its_manifest_says_and_no_name_is_obeyed()
    {
        ShowRenderer.Render(Screen.Version2, Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            Name         streaming-tracker-backup-20260119_222349
            File         /srv/backups/streaming-tracker-backup-20260119_222349.json
            Size         68K (69,000 bytes)
            When         2026-01-19 22:23 Europe/Paris
            State        fuzzy
            Verified     not yet, as far as is known
            Consistency  fuzzy at attempt 3: the database was written to meanwhile; 1 relationship was dropped for want of an end
            Holds        1,003 nodes, 2 relationships, 9 properties
            Source       database neo4j of Neo4j 5.26.30 community
            Reason       manual
            Note         before [b]the[/] update
            Written by   stbackup 2.0.0
            Run          00000000000000000000000000000001
            SHA-256      0123abcd

            Labels                        Nodes
            (none)                            1
            :`Back``tick`:`[red]User[/]`  1,002

            Type                Relationships
            HAS \u001B[31mSEEN              2

            Schema: 1 constraint, 1 index
              CREATE CONSTRAINT `one` FOR …
              RANGE two on -[:`HAS SEEN`]- at

            """,
            _screen.Text);
    }

    [Fact]
    public void A_version_1_backup_is_shown_with_what_its_file_says()
    {
        ShowRenderer.Render(Screen.Version1, Screen.Archive, _screen.Terminal);

        Assert.Equal(
            """
            Name      streaming-tracker-backup-20260118_020000
            File      /srv/backups/streaming-tracker-backup-20260118_020000.json
            Size      1.3M (1,300,000 bytes)
            When      2026-01-18 02:00 Europe/Paris
            State     version 1.0
            Verified  not yet, as far as is known
            Holds     what stbackup verify counts: a file of this kind doesn't say

            """,
            _screen.Text);
    }
}
