using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>Decides who may log on: anybody when the sandbox has no credentials, else who shows the same.</summary>
internal static class Authentication
{
    /// <summary>Checks what HELLO or LOGON brought.</summary>
    /// <exception cref="ServerFailureException">The client may not log on.</exception>
    public static void Require(BoltCredentials expected, IReadOnlyDictionary<string, object?> shown)
    {
        if (expected == BoltCredentials.None) return;
        var scheme = shown.GetValueOrDefault("scheme") as string;
        if (scheme == "none") throw Unauthorized("Unsupported authentication token, scheme 'none' is only allowed when auth is disabled.");
        if (scheme != "basic") throw Unauthorized($"Unsupported authentication token, scheme '{scheme}' is not supported.");
        if (shown.GetValueOrDefault("principal") is not string user) throw Missing("principal");
        if (shown.GetValueOrDefault("credentials") is not string password) throw Missing("credentials");
        if (!expected.Matches(user, password)) throw Unauthorized("The client is unauthorized due to authentication failure.");
    }

    private static ServerFailureException Missing(string key) => Unauthorized($"Unsupported authentication token, missing key `{key}`");

    private static ServerFailureException Unauthorized(string message) => new(StatusCode.Unauthorized, message);
}
