using Store.Catalog.Prices;
using Store.Contracts.Chain;
using Store.Contracts.Devices;

namespace Store.Catalog.Labels;

/// <summary>Gives what is to be printed on labels and keeps in mind that it was: until a label is confirmed, nobody pays more than any label that may hang on the shelf says.</summary>
internal static class PrintLabels
{
    internal sealed record Command(long StoreId, IReadOnlyList<long> ProductIds, int Hours, LabelSize? Size = null, string? Language = null) : ICommand<Result>, IStoreScoped;

    /// <summary>The labels in a label printer.</summary>
    /// <param name="WidthMm">Without the backing.</param>
    /// <param name="HeightMm">Without the gap.</param>
    /// <param name="GapMm">Between two.</param>
    internal sealed record LabelSize(decimal WidthMm, decimal HeightMm, decimal GapMm);

    /// <param name="Labels">In the order asked; products without a price are left out.</param>
    /// <param name="PrintedAt">The moment on the labels, UTC.</param>
    internal sealed record Result(IReadOnlyList<Label> Labels, DateTime PrintedAt);

    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Spec">Specification.</param>
    /// <param name="Unit">Unit that the price is for.</param>
    /// <param name="Barcode">A barcode to print; null without one: then the item code is printed as one.</param>
    /// <param name="Price">Price of one unit.</param>
    /// <param name="OldPrice">What it cost before: the retail price beside a special, or what the label on the shelf says, where that is more; null otherwise.</param>
    /// <param name="UnitPrice">The price to compare with other packs, rounded once; null where the product says nothing of its content.</param>
    /// <param name="UnitPricePer">What that is the price of: 100g, kg, 100ml, l or piece; null without one.</param>
    /// <param name="Document">For a label printer; null where no size was named.</param>
    internal sealed record Label(
        long ProductId, string Code, string Name, string Spec, string Unit, string? Barcode, Money Price, Money? OldPrice, Money? UnitPrice, string? UnitPricePer,
        LabelDocument? Document);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LabelsAtMost = 500;
        private const int HoursAtMost = 24 * 31;

        public Validator()
        {
            RuleFor(command => command.ProductIds).NotEmpty().Must(ids => ids.Count <= LabelsAtMost).WithMessage($"At most {LabelsAtMost} labels at once.");
            RuleFor(command => command.Hours).InclusiveBetween(0, HoursAtMost);
            RuleFor(command => command.Size).ChildRules(size =>
            {
                size.RuleFor(one => one!.WidthMm).InclusiveBetween(20, 200);
                size.RuleFor(one => one!.HeightMm).InclusiveBetween(15, 300);
                size.RuleFor(one => one!.GapMm).InclusiveBetween(0, 20);
            }).When(command => command.Size is not null);
        }
    }

    internal sealed class Handler(LabelWork work, ShelfLabels labels, WallClock wallClock, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var found = (await work.Of(command.StoreId, [.. command.ProductIds.Distinct()], TimeSpan.FromHours(command.Hours), cancellationToken))
                .Where(label => label.PriceToPrint is not null).ToDictionary(label => label.ProductId);
            await labels.Printed(command.StoreId, [.. found.Values.Select(label => (label.ProductId, label.PriceToPrint!.Value))], cancellationToken);
            var layout = command.Size is { } size
                ? new ShelfLabelLayout(size, (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Currency, command.Language, await wallClock.Now(command.StoreId, cancellationToken))
                : null;
            return new Result([.. command.ProductIds.Distinct().Where(found.ContainsKey).Select(id => Shown(found[id])).Select(label => label with { Document = layout?.Of(label) })], now);
        }

        private static Label Shown(Labelled label) => new(
            label.ProductId, label.Code, label.Name, label.Spec, label.Unit, label.Barcode, label.PriceToPrint!.Value, label.PriceBefore, label.Content.Compare(label.PriceToPrint!.Value),
            label.Content.Amount == Quantity.Zero ? null : label.Content.Per, Document: null);
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="ProductIds">The products.</param>
        /// <param name="Hours">How far to look for coming prices.</param>
        /// <param name="Size">Of the labels in a label printer, for documents that it can print.</param>
        /// <param name="Language">Of the few words on them: zh-Hans, zh-Hant or en.</param>
        internal sealed record Body(IReadOnlyList<long> ProductIds, int Hours, LabelSize? Size = null, string? Language = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/labels/print", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.ProductIds, body.Hours, body.Size, body.Language), cancel))
            .RequirePermission("catalog.print-labels")
            .WithName(nameof(PrintLabels)).WithSummary("Give what is to be printed on price labels")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
