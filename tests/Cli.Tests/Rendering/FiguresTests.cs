using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_023, "1023")]
    [InlineData(1_024, "1.0K")]
    [InlineData(1_025, "1.1K")]
    [InlineData(10_188, "10K")]
    [InlineData(69_000, "68K")]
    [InlineData(1_048_575, "1.0M")]
    [InlineData(784_000_000, "748M")]
    [InlineData(long.MaxValue, "8.0E")]
    public void A_size_is_written_as_ls_writes_it(long bytes, string text) => Assert.Equal(text, Figures.Size(bytes));

    [Fact]
    public void A_time_is_told_in_the_archives_zone()
    {
        var archive = new BackupArchiveOptions("backups", TimeZone: "Europe/Paris");

        Assert.Equal("2026-01-19 22:23", Figures.When(new(2026, 1, 19, 21, 23, 49, TimeSpan.Zero), archive));
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3_700, "61 min 40 s")]
    public void A_duration_has_minutes_from_a_minute_on(double seconds, string text) => Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void One_is_singular() => Assert.Equal("1 node, 2,000 relationships", Figures.Graph(1, 2000));
}
