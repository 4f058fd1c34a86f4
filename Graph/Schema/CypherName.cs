namespace StreamingTracker.Backup.Graph.Schema;

/// <summary>Quotes names for the text of a Cypher 5 statement, where no parameter can stand.</summary>
internal static class CypherName
{
    // Cypher 5 replaces \uXXXX everywhere in a statement before it parses it, inside backticks too, so a backslash may only
    // appear as its own escape: a label with the literal text \u0060 would else end the quotation.
    private const string Backslash = @"\u005C";

    /// <summary>The name in backticks.</summary>
    public static string Quote(string name) =>
        $"`{name.Replace(@"\", Backslash, StringComparison.Ordinal).Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>The name that <see cref="Quote"/> was given.</summary>
    /// <param name="quoted">What it wrote, without the outer backticks.</param>
    public static string Unquote(string quoted) =>
        quoted.Replace("``", "`", StringComparison.Ordinal).Replace(Backslash, @"\", StringComparison.Ordinal);
}
