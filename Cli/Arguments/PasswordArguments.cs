using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Cli.Arguments;

/// <summary>Keeps passwords off the command line, where every user of the machine and the shell's history can read them.</summary>
internal static class PasswordArguments
{
    /// <summary>Refuses a value that is or may hold a password. The message never repeats it.</summary>
    /// <exception cref="UsageException">It is one, or holds one.</exception>
    public static void Refuse(string key, string value)
    {
        if (key == SettingsKeys.Password || (key is SettingsKeys.ConnectionString or SettingsKeys.Uri && MayHoldPassword(value)))
            throw new UsageException(
                "A password does not belong on the command line: others on this machine can read it there.",
                $"Put it into a file and name that with --{SettingsKeys.PasswordFile}=FILE, " +
                "or set ConnectionStrings__neo4j or Neo4j__Password in the environment.");
    }

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
