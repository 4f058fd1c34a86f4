using System.Security.Cryptography;
using System.Text;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Server.Requests;

/// <summary>
/// The header by which a client may send a request again without asking twice: the run's id is made of it, so that the same key is
/// the same run for ever, whichever server hears it.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 200;
    private const int IdBytes = 16;

    /// <summary>The run id for a request, and whether a key made it; without a key it is a new one.</summary>
    /// <exception cref="UsageException">The key is empty, too long, or holds other characters than visible ASCII.</exception>
    public static (string RunId, bool HasKey) Read(HttpRequest request, RunKind kind)
    {
        var given = request.Headers[Header];
        if (given.Count == 0) return (RunOrder.NewRunId(), HasKey: false);
        var key = given.ToString();
        if (given.Count > 1 || key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new UsageException(
                $"The header {Header} holds no key.", $"A key is up to {Longest} visible ASCII characters without spaces, such as a UUID.");
        }

        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{kind}\n{key}"));
        return (Convert.ToHexStringLower(hash.AsSpan(0, IdBytes)), HasKey: true);
    }
}
