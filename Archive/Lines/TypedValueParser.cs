using System.Buffers;
using System.Buffers.Text;
using System.Text;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Parses the values whose type a line names.</summary>
internal sealed class TypedValueParser
{
    private readonly LineBuffer _text = new(1024);

    /// <summary>Reads a string.</summary>
    /// <returns>Its text, valid until the next value.</returns>
    public ReadOnlySpan<byte> TakeText(ref JsonCursor cursor) => cursor.TakeText(_text);

    public void Copy(ref JsonCursor cursor, LineType type, IPropertySink sink)
    {
        if (type.IsList) CopyList(ref cursor, type, sink);
        else CopyValue(ref cursor, type.Kind, type.ZonedSeconds, sink);
    }

    public void CopyFloat(ref JsonCursor cursor, IPropertySink sink) => sink.Float(
        FloatText.TryParseWord(TakeText(ref cursor), out var value) ? value : throw cursor.Fault("is no float"));

    private void CopyList(ref JsonCursor cursor, LineType type, IPropertySink sink)
    {
        var slots = type.ZonedSeconds;
        var slotsLeft = slots.IsEmpty ? 0 : slots.Count((byte)',') + 1;
        var first = true;
        sink.BeginList();
        for (cursor.Take('['); cursor.TryNext(']', ref first);)
        {
            var end = slots.IndexOf((byte)',');
            var slot = end < 0 ? slots : slots[..end];
            slots = end < 0 ? default : slots[(end + 1)..];
            if (!type.ZonedSeconds.IsEmpty && slotsLeft-- == 0) throw cursor.Fault("its type has fewer seconds than the list has items");
            if (type.Kind == ValueKind.Float && cursor.Peek() != '"') CopyNumber(ref cursor, sink);
            else CopyValue(ref cursor, type.Kind, slot, sink);
        }
        if (slotsLeft > 0) throw cursor.Fault("its type has more seconds than the list has items");
        sink.EndList();
    }

    private void CopyValue(ref JsonCursor cursor, ValueKind kind, ReadOnlySpan<byte> zonedSeconds, IPropertySink sink)
    {
        switch (kind)
        {
            case ValueKind.Float:
                CopyFloat(ref cursor, sink);
                break;
            case ValueKind.Point:
                PointParser.Copy(ref cursor, sink);
                break;
            case ValueKind.Bytes:
                CopyBytes(ref cursor, sink);
                break;
            case ValueKind.DateTime when !zonedSeconds.IsEmpty:
                CopyZoned(ref cursor, zonedSeconds, sink);
                break;
            case ValueKind.DateTime:
                var isInstant = DateTimeText.TryParseWithOffset(TakeText(ref cursor), out var instant, out var ofInstant, out var offset);
                if (!isInstant) throw IsNo(cursor, kind);
                sink.OffsetDateTime(instant, ofInstant, offset);
                break;
            case ValueKind.LocalDateTime:
                if (!DateTimeText.TryParse(TakeText(ref cursor), out var local, out var ofLocal)) throw IsNo(cursor, kind);
                sink.LocalDateTime(local, ofLocal);
                break;
            case ValueKind.Date:
                sink.Date(DateText.TryParse(TakeText(ref cursor), out var days) ? days : throw IsNo(cursor, kind));
                break;
            case ValueKind.LocalTime:
                sink.LocalTime(TimeText.TryParse(TakeText(ref cursor), out var nanosOfDay) ? nanosOfDay : throw IsNo(cursor, kind));
                break;
            case ValueKind.Time:
                if (!TimeText.TryParseWithOffset(TakeText(ref cursor), out var localNanos, out var ofTime)) throw IsNo(cursor, kind);
                sink.Time(localNanos, ofTime);
                break;
            case ValueKind.Duration:
                var isDuration = DurationText.TryParse(TakeText(ref cursor), out var months, out var d, out var seconds, out var nanos);
                if (!isDuration) throw IsNo(cursor, kind);
                sink.Duration(months, d, seconds, nanos);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "A line names no such type");
        }
    }

    /// <summary>The seconds decide; text that says otherwise was changed by somebody.</summary>
    private void CopyZoned(ref JsonCursor cursor, ReadOnlySpan<byte> zonedSeconds, IPropertySink sink)
    {
        var isZoned = DateTimeText.TryParseWithZone(TakeText(ref cursor), out var inText, out var nanos, out var zoneId);
        if (!isZoned) throw cursor.Fault("is no datetime in a zone");
        var hasSeconds = Utf8Parser.TryParse(zonedSeconds, out long seconds, out var read) && read == zonedSeconds.Length;
        if (!hasSeconds) throw cursor.Fault("its type has no number after the @");
        if (seconds != inText) throw cursor.Fault($"its text is second {inText} since 1970, its type says {seconds}");
        sink.ZonedDateTime(seconds, nanos, zoneId);
    }

    private void CopyBytes(ref JsonCursor cursor, IPropertySink sink)
    {
        var encoded = TakeText(ref cursor);
        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(encoded.Length));
        try
        {
            if (Base64.DecodeFromUtf8(encoded, bytes, out _, out var written) != OperationStatus.Done) throw IsNo(cursor, ValueKind.Bytes);
            sink.Bytes(bytes.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void CopyNumber(ref JsonCursor cursor, IPropertySink sink)
    {
        var text = cursor.Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? cursor.TakeNumber(out _) : default;
        sink.Float(FloatText.TryParse(text, out var value) ? value : throw IsNo(cursor, ValueKind.Float));
    }

    private static CorruptBackupException IsNo(JsonCursor cursor, ValueKind kind) =>
        cursor.Fault($"is no {Encoding.UTF8.GetString(ValueKinds.Word(kind))}");
}
