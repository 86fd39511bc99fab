namespace Store.Devices.Events;

/// <summary>Something that happened at a device.</summary>
/// <param name="Seq">Its number; later ones are greater, also after a restart.</param>
/// <param name="At">When.</param>
/// <param name="DeviceId">Where; empty for the service itself.</param>
/// <param name="Event">What kind, in words of UnifiedPOS: <c>statusUpdate</c>, <c>data</c>, <c>outputComplete</c>, <c>error</c>, <c>claim</c>.</param>
/// <param name="Name">What exactly, such as <c>REC_EMPTY</c>.</param>
/// <param name="Detail">Facts of this kind.</param>
internal sealed record DeviceEvent(long Seq, DateTime At, string DeviceId, string Event, string Name, IReadOnlyDictionary<string, object?>? Detail);
