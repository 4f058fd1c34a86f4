using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// A connection string, taken apart: <c>scheme://[user[:password]@]host[:port][/database]</c>, with user, password and database
/// percent-encoded. Its messages never repeat any part of it, since a slip in one place can put the password in another.
/// </summary>
/// <param name="Address">Where the server listens.</param>
/// <param name="User">The user's name; null when there is none.</param>
/// <param name="Password">The password; null when there is none.</param>
/// <param name="Database">The database; null when there is none.</param>
public sealed record ConnectionString(BoltAddress Address, string? User, string? Password, string? Database)
{
    /// <summary>What a right one looks like.</summary>
    public const string Shape =
        "It looks like bolt://user:password@host:7687/database; the scheme is bolt, bolt+s, bolt+ssc, neo4j, neo4j+s or neo4j+ssc, " +
        "and special characters in user and password are percent-encoded (@ is %40, / is %2F, : is %3A).";

    /// <summary>The connection string without its password.</summary>
    public override string ToString() => Address + (Database is null ? "" : "/" + Database);

    /// <summary>Takes a connection string apart.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong and repeats no part of it.</exception>
    public static ConnectionString Parse(string text)
    {
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0) throw new FormatException("It has no scheme.");
        var authorityStart = schemeEnd + 3;
        var authorityEnd = text.IndexOfAny(['/', '?', '#'], authorityStart) is >= 0 and var end ? end : text.Length;
        var authority = text[authorityStart..authorityEnd];
        var rest = text[authorityEnd..];
        if (rest.AsSpan().IndexOfAny('?', '#') >= 0) throw new FormatException("It has a query or fragment, which mean nothing here.");
        if (rest.Trim('/').Contains('/')) throw new FormatException("It has more than one path segment.");

        var at = authority.LastIndexOf('@');
        string? user = null, password = null;
        if (at >= 0)
        {
            var userInfo = authority[..at];
            var colon = userInfo.IndexOf(':');
            user = Decode(colon < 0 ? userInfo : userInfo[..colon]);
            password = colon < 0 ? null : Decode(userInfo[(colon + 1)..]);
        }

        return new(ParseAddress(text[..authorityStart] + authority[(at + 1)..]), user, password, Decode(rest.Trim('/')));
    }

    private static BoltAddress ParseAddress(string uri)
    {
        try
        {
            return BoltAddress.Parse(uri);
        }
        catch (FormatException)
        {
            // The address parser may quote what it read, and with a slip in the user info that can be a password.
            throw new FormatException("Its scheme, host or port can't be read.");
        }
    }

    private static string? Decode(string encoded) => encoded.Length == 0 ? null : Uri.UnescapeDataString(encoded);
}
