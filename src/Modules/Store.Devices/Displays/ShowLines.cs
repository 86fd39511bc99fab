namespace Store.Devices.Displays;

/// <summary>Puts text on the lines of a customer display as it is: what is too long is cut off, what has no letter there is left out. A display of digits shows nothing.</summary>
internal static class ShowLines
{
    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Upper">The upper line.</param>
        /// <param name="Lower">The lower line; empty where nothing is said.</param>
        internal sealed record Body(string Upper, string Lower = "");

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/displays/{deviceId}/lines", (string deviceId, Body body, string? client, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ShowOnDisplay.Command(deviceId, new DisplayContent(DisplayKind.Lines, body.Upper, Detail: body.Lower), client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ShowLines)).WithSummary("Put two lines of text on a customer display")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
