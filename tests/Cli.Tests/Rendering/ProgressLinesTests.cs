using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class ProgressLinesTests
{
    [Theory]
    [InlineData(false, 0, 5, 0, "export.nodes")]
    [InlineData(false, 20_000, 300_000, 0.5, "export.nodes: 20,000 of 300,000 in 0.5 s (40,000/s)")]
    [InlineData(true, 300_000, 300_000, 1.2, "export.nodes: 300,000 in 1.2 s (250,000/s)")]
    [InlineData(true, 3, 3, 0.01, "export.nodes: 3 in 0.0 s")]
    [InlineData(true, 0, 0, 0.3, "export.nodes: 0.3 s")]
    public void A_phase_says_how_much_in_how_long(bool ended, long entities, long expected, double seconds, string line) =>
        Assert.Equal(line, ProgressLines.Line(new("export.nodes", ended, entities, expected, TimeSpan.FromSeconds(seconds))));

    [Fact]
    public void A_line_is_written_when_a_phase_has_ended_and_not_before()
    {
        using var written = new StringWriter();
        var lines = new ProgressLines(written);

        lines.Report(new("connect", false, 0, 0, TimeSpan.Zero));
        lines.Report(new("connect", true, 0, 0, TimeSpan.FromSeconds(1)));

        Assert.Equal("connect: 1.0 s" + Environment.NewLine, written.ToString());
    }
}
