using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>What a lock's file says.</summary>
/// <param name="State"><c>held</c> or <c>free</c>: of one length, so that one can be written over the other.</param>
/// <param name="Holder">Who holds it, or did.</param>
/// <param name="Machine">Where the holder runs: see <see cref="ThisMachine"/>.</param>
/// <param name="LocksWork">Whether the operating system locks this file for as long as the holder lives, so that others can look.</param>
/// <param name="Lease">How long the holder may go without a heartbeat.</param>
/// <param name="Beat">The heartbeat: only ever grows.</param>
internal sealed record LockRecord(string State, LockHolder Holder, string Machine, bool LocksWork, TimeSpan Lease, long Beat)
{
    public const string Held = "held";
    public const string Free = "free";

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, LockJson.Default.LockRecord), (byte)'\n'];

    /// <summary>Null when the bytes are none: written half, or by something else.</summary>
    public static LockRecord? TryParse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, LockJson.Default.LockRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(LockRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class LockJson : JsonSerializerContext;
