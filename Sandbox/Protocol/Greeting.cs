using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Execution;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>How a client introduces itself, and what it is told in return.</summary>
internal sealed class Greeting(BoltCredentials credentials, BoltVersion version, string connectionId)
{
    private const string UtcPatch = "utc";
    private static readonly BoltVersion FirstWithLogon = new(5, 1);
    private static readonly BoltVersion FirstWithBoltAgent = new(5, 3);

    /// <summary>Whether datetimes travel in the form of before the UTC patch, which clients of Bolt 4.4 ask for.</summary>
    public bool LegacyDateTimes { get; private set; }

    /// <summary>Answers HELLO.</summary>
    /// <exception cref="ServerFailureException">Something is missing in it, or the client may not log on.</exception>
    public Dictionary<string, object?> Hello(Request.Hello hello)
    {
        if (hello.Extra.GetValueOrDefault("user_agent") is not string) throw Invalid("user_agent", "Expected value to be non-null");
        if (version >= FirstWithBoltAgent && hello.Extra.GetValueOrDefault("bolt_agent") is not IReadOnlyDictionary<string, object?>)
        {
            throw Invalid("bolt_agent", "Must be a map with string keys and string values.");
        }

        if (version < FirstWithLogon) Authentication.Require(credentials, hello.Extra);
        var answer = new Dictionary<string, object?>
        {
            ["server"] = $"Neo4j/{ServerInformation.Version}",
            ["connection_id"] = connectionId,
            ["hints"] = new Dictionary<string, object?>(),
        };
        if (version.Major >= 5) return answer;
        LegacyDateTimes = hello.Extra.GetValueOrDefault("patch_bolt") is not IReadOnlyList<object?> patches || !patches.Contains(UtcPatch);
        if (!LegacyDateTimes) answer["patch_bolt"] = new[] { UtcPatch };
        return answer;
    }

    /// <summary>Answers LOGON.</summary>
    /// <exception cref="ServerFailureException">The client may not log on.</exception>
    public Dictionary<string, object?> Logon(Request.Logon logon)
    {
        Authentication.Require(credentials, logon.Credentials);
        return [];
    }

    private static MalformedRequestException Invalid(string field, string message) =>
        new(StatusCode.RequestInvalid, $"Illegal value for field \"{field}\": {message}");
}
