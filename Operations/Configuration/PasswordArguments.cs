namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Keeps passwords off the command line, where every user of the machine and the shell's history can read them.</summary>
public static class PasswordArguments
{
    /// <summary>Refuses a value that is or may hold a password. The message never repeats it.</summary>
    /// <exception cref="UsageException">It is one, or holds one.</exception>
    public static void Refuse(string key, string value)
    {
        if (!Is(key, "Password") && (!NamesServer(key) || !MayHoldPassword(value))) return;
        var (section, connectionString) = key.Contains("messaging", StringComparison.OrdinalIgnoreCase)
            ? ("Messaging:RabbitMq", "ConnectionStrings__messaging")
            : ("Neo4j", "ConnectionStrings__neo4j");
        throw new UsageException(
            "A password does not belong on the command line: others on this machine can read it there.",
            $"Put it into a file and name that with --{section}:PasswordFile=FILE, " +
            $"or set {connectionString} or {section.Replace(":", "__", StringComparison.Ordinal)}__Password in the environment.");
    }

    private static bool Is(string key, string lastPart) => key.EndsWith(':' + lastPart, StringComparison.OrdinalIgnoreCase);

    private static bool NamesServer(string key) => key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase) || Is(key, "Uri");

    // Not by a real parse: what can't be parsed may hold a password all the same.
    private static bool MayHoldPassword(string value)
    {
        var at = value.LastIndexOf('@');
        if (at < 0) return false;
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var userInfo = scheme >= 0 && scheme < at ? value[(scheme + 3)..at] : value[..at];
        return userInfo.Contains(':');
    }
}
