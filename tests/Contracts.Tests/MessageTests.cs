using System.Reflection;
using System.Text.Json;

namespace StreamingTracker.Backup.Contracts.Tests;

/// <summary>Messages are an interface between programs that may be of different versions.</summary>
public sealed class MessageTests
{
    public static TheoryData<RunMessage> Messages =>
    [
        new BackupRequested { RunId = "1", RequestedAt = DateTimeOffset.UnixEpoch, Trigger = "scheduled", RequestedBy = "me", Distinct = true, Note = "n" },
        new RestoreRequested { RunId = "1", RequestedAt = DateTimeOffset.UnixEpoch, Backup = "b", ConfirmDatabase = "d", SafetyBackup = false },
        new VerifyRequested { RunId = "1", RequestedAt = DateTimeOffset.UnixEpoch, Backup = null, Restore = true },
        new RunAccepted { RunId = "1", Kind = "backup", At = DateTimeOffset.UnixEpoch, ServedBy = "2" },
        new RunRefused { RunId = "1", Kind = "backup", At = DateTimeOffset.UnixEpoch, Failure = new("c", "m", "r") },
        new BackupCompleted
        {
            RunId = "1", Kind = "backup", At = DateTimeOffset.UnixEpoch, Backup = "b", Nodes = 1, Relationships = 2, Bytes = 3, Exact = true,
        },
        new BackupFailed { RunId = "1", Kind = "backup", At = DateTimeOffset.UnixEpoch, Failure = new("c", "m", "r") },
        new RestoreCompleted
        {
            RunId = "1", Kind = "restore", At = DateTimeOffset.UnixEpoch, Backup = "b", SafetyBackup = null, Nodes = 1, Relationships = 2,
        },
        new RestoreFailed { RunId = "1", Kind = "restore", At = DateTimeOffset.UnixEpoch, Failure = new("c", "m", "r") },
        new VerifyCompleted { RunId = "1", Kind = "verify", At = DateTimeOffset.UnixEpoch, Verified = 2 },
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_the_same_after_its_way_through_JSON(RunMessage message)
    {
        var json = JsonSerializer.Serialize(message, message.GetType());

        Assert.Equal(message, JsonSerializer.Deserialize(json, message.GetType()));
    }

    [Fact]
    public void What_an_older_asker_leaves_out_has_its_default()
    {
        var request = JsonSerializer.Deserialize<RestoreRequested>(
            """{"RunId":"1","RequestedAt":"2026-01-19T22:23:49Z","Backup":"b","ConfirmDatabase":"d","Later":1}""")!;

        Assert.Equal(("manual", false, true), (request.Trigger, request.Distinct, request.SafetyBackup));
    }

    [Fact]
    public void A_restore_that_names_no_database_is_none() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RestoreRequested>("""{"RunId":"1","RequestedAt":"2026-01-19T22:23:49Z","Backup":"b"}"""));

    [Fact]
    public void Every_message_is_a_sealed_record_in_one_namespace_for_a_message_is_known_by_its_full_name() =>
        Assert.All(
            typeof(RunMessage).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(RunMessage)) && !type.IsAbstract),
            type => Assert.True(type.IsSealed && type.Namespace == typeof(RunMessage).Namespace && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null));
}
