namespace StreamingTracker.Backup.Operations.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Ångström 東京 😀", "Ångström 東京 😀")]
    [InlineData("a\u001b[31mb", "a\\u001B[31mb")]
    [InlineData("a\nb", "a\\u000Ab")]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("a\u009Bb\u2028", "a\\u009Bb\\u2028")]
    public void What_a_terminal_would_obey_is_spelled_out(string text, string printable) => Assert.Equal(printable, Printable.Text(text));
}
