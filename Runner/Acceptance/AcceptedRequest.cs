using System.Diagnostics;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.Runner.Acceptance;

/// <summary>Requests as they are recorded.</summary>
public static class AcceptedRequest
{
    private const int LongestText = 1000;

    /// <summary>The request that an accepted run was recorded with.</summary>
    public static T Read<T>(AcceptedRun run)
        where T : RunRequested => JsonSerializer.Deserialize<T>(run.Request)
            ?? throw new JsonException($"The accepted run {run.RunId} holds no request.");

    internal static RunKind Kind(RunRequested request) => request switch
    {
        BackupRequested => RunKind.Backup,
        RestoreRequested => RunKind.Restore,
        VerifyRequested => RunKind.Verify,
        _ => throw new InvalidRequestException($"A {request.GetType().Name} is no request that is known here."),
    };

    internal static AcceptedRun Record(RunRequested request, TimeProvider time) => new()
    {
        RunId = request.RunId,
        Kind = Kind(request),
        AcceptedAt = time.GetUtcNow(),
        Trigger = request.Trigger,
        RequestedBy = request.RequestedBy,
        TraceParent = Activity.Current?.Id,
        Request = JsonSerializer.Serialize(request, request.GetType()),
    };

    /// <summary>Whether doing a recorded run does what a request asks for.</summary>
    internal static bool IsServedBy(RunRequested request, AcceptedRun run) => (request, run.Kind) switch
    {
        (BackupRequested, RunKind.Backup) => true,
        (RestoreRequested wanted, RunKind.Restore) => Read<RestoreRequested>(run) is var going
            && (going.Backup, going.ConfirmDatabase, going.SafetyBackup) == (wanted.Backup, wanted.ConfirmDatabase, wanted.SafetyBackup),
        (VerifyRequested wanted, RunKind.Verify) => Read<VerifyRequested>(run) is var going
            && (going.Backup is null || going.Backup == wanted.Backup) && (going.Restore || !wanted.Restore),
        _ => false,
    };

    /// <summary>Refuses what could never be served.</summary>
    /// <exception cref="InvalidRequestException">A member has no meaning.</exception>
    internal static void DemandSound(RunRequested request)
    {
        Demand(
            request.RunId is { Length: 32 } id && id.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'),
            "RunId is not 32 lower-case hexadecimal digits.");
        Demand(request.Trigger is "manual" or "scheduled", "Trigger is neither manual nor scheduled.");
        foreach (var text in (string?[])[request.RequestedBy, (request as BackupRequested)?.Note])
            Demand(text is null || text.Length <= LongestText, $"A text has more than {LongestText} characters.");
        if (request is not RestoreRequested restore) return;
        Demand(!string.IsNullOrEmpty(restore.Backup) && restore.Backup.Length <= LongestText, "Backup names none.");
        Demand(!int.TryParse(restore.Backup, out _), "Backup is a number. It must be a name, since the number's meaning changes.");
        Demand(restore.ConfirmDatabase is not null, "ConfirmDatabase is missing.");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidRequestException(otherwise);
    }
}
